/// What makes two customers look like one: numbers that end alike, a wrong digit, a mail address moved to another house, a name misspelt. Pure.
enum Similarity {
    /// Every number that one wrong digit, or two swapped ones, makes of this one; the country's code stays.
    static func slips(of digits: String, from first: Int) -> [String] {
        let all = Array(digits.utf8)
        var found: [String] = []
        for place in all.indices.dropFirst(first) {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != all[place] {
                var slip = all
                slip[place] = digit
                found.append(String(decoding: slip, as: UTF8.self))
            }
            if place + 1 < all.count, all[place] != all[place + 1] {
                var slip = all
                slip.swapAt(place, place + 1)
                found.append(String(decoding: slip, as: UTF8.self))
            }
        }
        return found
    }

    /// How many digits two numbers have in common at their ends.
    static func commonEnd(_ one: String, _ two: String) -> Int { zip(one.utf8.reversed(), two.utf8.reversed()).prefix { $0 == $1 }.count }

    /// Every word that one wrong, lost, added or swapped letter makes of this one, itself among them. Short words are only themselves: all others are near them.
    static func near(_ word: String) -> [String] {
        let letters = Array(word.utf8)
        guard (4...12).contains(letters.count), letters.allSatisfy({ (0x61...0x7A).contains($0) }) else { return [word] }
        var found: Set<[UInt8]> = [letters]
        for place in 0...letters.count {
            for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
                found.insert(letters[..<place] + [letter] + letters[place...])
                if place < letters.count { found.insert(letters[..<place] + [letter] + letters[(place + 1)...]) }
            }
            if place < letters.count { found.insert(Array(letters[..<place] + letters[(place + 1)...])) }
            if place + 1 < letters.count {
                var swapped = letters
                swapped.swapAt(place, place + 1)
                found.insert(swapped)
            }
        }
        return found.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }

    /// 0 to 1: how much of both names is the same, word by word; a word with one wrong letter counts less, an initial less still.
    static func names(_ one: String, _ two: String) -> Double {
        let ones = Text.words(one)
        var twos = Text.words(two)
        guard !ones.isEmpty, !twos.isEmpty else { return 0 }
        let count = ones.count + twos.count
        var shared = 0.0
        for word in ones {
            guard let best = twos.indices.map({ (at: $0, like: like(word, twos[$0])) }).max(by: { $0.like < $1.like }), best.like > 0 else {
                continue
            }
            shared += best.like
            twos.remove(at: best.at)
        }
        return 2 * shared / Double(count)
    }

    private static func like(_ one: String, _ two: String) -> Double {
        if one == two { return 1 }
        if one.utf8.count >= 4, two.utf8.count >= 4, isOneOff(one, two) { return 0.85 }
        if one.utf8.count == 1 || two.utf8.count == 1 { return one.first == two.first ? 0.5 : 0 }
        return 0
    }

    /// One letter wrong, lost, added, or two swapped.
    static func isOneOff(_ one: String, _ two: String) -> Bool {
        let a = Array(one.utf8), b = Array(two.utf8)
        guard abs(a.count - b.count) <= 1 else { return false }
        let head = zip(a, b).prefix { $0 == $1 }.count
        let tail = min(zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count, min(a.count, b.count) - head)
        let left = (a.count - head - tail, b.count - head - tail)
        if left.0 <= 1, left.1 <= 1 { return true }
        return left == (2, 2) && a[head] == b[head + 1] && a[head + 1] == b[head]
    }

    /// `rosa.quispe+tienda` reaches `rosa.quispe`.
    static func local(of address: String) -> String {
        let local = address.prefix { $0 != "@" }
        return String(local.prefix { $0 != "+" })
    }
    static func domain(of address: String) -> String { String(address.drop { $0 != "@" }.dropFirst()) }

    /// Mail addresses of a desk or a shop are nobody's name.
    static let impersonal: Set<String> = [
        "admin", "administracion", "atencion", "ayuda", "compras", "contact", "contacto", "contato", "facturacion", "gerencia", "hello",
        "hola", "info",
        "mail", "no-reply", "noreply", "office", "oficina", "pedidos", "recepcion", "sales", "service", "soporte", "support", "ventas",
        "vendas",
    ]
}
