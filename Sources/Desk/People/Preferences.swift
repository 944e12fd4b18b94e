import FoundationEssentials
import Storage

/// How somebody's own desk behaves: kept with the person, the same in all their browsers.
package struct Preferences: Codable, Sendable, Equatable {
    package struct Sounds: Codable, Sendable, Equatable {
        package var offer = true
        package var message = true
        package var call = true
        package var notice = true
    }
    package var sounds = Sounds()
    /// Notices of the operating system, and whether they may show what a customer wrote.
    package var systemNotices = false
    package var noticeText = false
    package var shortcuts = true
    /// Nil until the person has chosen.
    package var railOpen: Bool?
    /// Names of the first-run hints that were dismissed.
    package var hints: [String] = []

    package init() {}
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        sounds = try values.decodeIfPresent(Sounds.self, forKey: .sounds) ?? Sounds()
        systemNotices = try values.decodeIfPresent(Bool.self, forKey: .systemNotices) ?? false
        noticeText = try values.decodeIfPresent(Bool.self, forKey: .noticeText) ?? false
        shortcuts = try values.decodeIfPresent(Bool.self, forKey: .shortcuts) ?? true
        railOpen = try values.decodeIfPresent(Bool.self, forKey: .railOpen)
        hints = try values.decodeIfPresent([String].self, forKey: .hints) ?? []
    }
    init(json: String) throws { self = try JSONDecoder().decode(Preferences.self, from: Data(json.utf8)) }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.key("sounds")
            json.object { json in
                json.field("offer", sounds.offer)
                json.field("message", sounds.message)
                json.field("call", sounds.call)
                json.field("notice", sounds.notice)
            }
            json.field("systemNotices", systemNotices)
            json.field("noticeText", noticeText)
            json.field("shortcuts", shortcuts)
            if let railOpen { json.field("railOpen", railOpen) }
            json.key("hints")
            json.array(hints) { $0.string($1) }
        }
    }
    var json: String {
        var json = JSONText()
        write(to: &json)
        return json.text
    }
}

/// Nil leaves it.
package struct PreferenceChanges: Sendable {
    package var offer: Bool?
    package var message: Bool?
    package var call: Bool?
    package var notice: Bool?
    package var systemNotices: Bool?
    package var noticeText: Bool?
    package var shortcuts: Bool?
    package var railOpen: Bool?
    /// All of them, as they shall stand.
    package var hints: [String]?

    package init() {}

    func applied(to held: Preferences) -> Preferences {
        var new = held
        new.sounds.offer = offer ?? held.sounds.offer
        new.sounds.message = message ?? held.sounds.message
        new.sounds.call = call ?? held.sounds.call
        new.sounds.notice = notice ?? held.sounds.notice
        new.systemNotices = systemNotices ?? held.systemNotices
        new.noticeText = noticeText ?? held.noticeText
        new.shortcuts = shortcuts ?? held.shortcuts
        new.railOpen = railOpen ?? held.railOpen
        new.hints = hints ?? held.hints
        return new
    }
}

extension FieldCheck {
    mutating func preferences(_ changes: PreferenceChanges) {
        let isFit = (changes.hints ?? []).allSatisfy { (1...64).contains($0.utf8.count) && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
        if !isFit || changes.hints?.count ?? 0 > 100 {
            fault("preferences.hints", "hints.malformed", "«hints» lleva hasta 100 nombres de 1 a 64 caracteres simples, sin espacios.")
        }
    }
}

extension Change {
    /// Two browsers may change different things at once: the row is locked, read and written. The person's other screens are told.
    func apply(_ changes: PreferenceChanges, of user: UserID) throws {
        let held = try first("update users set preferences = preferences where id = $1 returning preferences", [.text(user.text)]) {
            try Preferences(json: $0.text(0))
        }
        guard let held else { throw DeskError.noUser }
        let new = changes.applied(to: held)
        guard new != held else { return }
        try run("update users set preferences = $2 where id = $1", [.text(user.text), .text(new.json)])
        announce(.about("me.preferences", to: user, data: "{\"preferences\":\(new.json)}"))
    }
}
