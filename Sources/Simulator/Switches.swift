/// What the provider does wrong on purpose.
struct Switches: Sendable, Equatable {
    enum FailAs: String, Sendable, CaseIterable { case answer, status }
    enum Answer: String, Sendable, CaseIterable {
        case normal
        /// 503 with a Graph error.
        case unavailable
        /// A proxy's page in place of JSON.
        case html
        /// Nothing, until the caller gives up.
        case never
    }
    enum Media: String, Sendable, CaseIterable { case normal, expired, truncated, oversize }

    /// Every webhook arrives twice, at the same moment.
    var double = false
    /// Webhooks overtake each other.
    var shuffle = false
    /// Milliseconds before each webhook.
    var delay = 0
    /// Milliseconds before each answer of the Graph.
    var slow = 0
    /// A Graph error for messages that the desk sends.
    var failCode: Int?
    var failAs = FailAs.answer
    /// How many messages still fail; nil is all.
    var failTimes: Int?
    /// Takes the message, then cuts the connection without an answer; receipts follow.
    var cut = false
    /// The 24 hours are over for everyone.
    var expired = false
    var answer = Answer.normal
    var media = Media.normal

    var json: JSON {
        [
            "double": .bool(double), "shuffle": .bool(shuffle), "delay": JSON(delay), "slow": JSON(slow),
            "failCode": failCode.map { JSON($0) } ?? .null, "failAs": JSON(failAs.rawValue),
            "failTimes": failTimes.map { JSON($0) } ?? .null,
            "cut": .bool(cut), "expired": .bool(expired), "answer": JSON(answer.rawValue), "media": JSON(media.rawValue),
        ]
    }

    /// Sets what `json` names. Throws `Refusal` for what it doesn't know.
    mutating func change(_ json: JSON) throws {
        for key in json.keys {
            let value = json[key] ?? .null
            switch key {
            case "double": double = try Self.bool(value, key)
            case "shuffle": shuffle = try Self.bool(value, key)
            case "cut": cut = try Self.bool(value, key)
            case "expired": expired = try Self.bool(value, key)
            case "delay": delay = try Self.number(value, key, 0...60_000)
            case "slow": slow = try Self.number(value, key, 0...120_000)
            case "failCode": failCode = value == .null ? nil : try Self.number(value, key, 1...999_999)
            case "failTimes": failTimes = value == .null ? nil : try Self.number(value, key, 1...1_000_000)
            case "failAs": failAs = try Self.choice(value, key)
            case "answer": answer = try Self.choice(value, key)
            case "media": media = try Self.choice(value, key)
            default: throw Refusal.invalid("\(key) is no switch")
            }
        }
    }

    /// The code with which this message fails, counted.
    mutating func takeFailure(as way: FailAs) -> Int? {
        guard let code = failCode, failAs == way else { return nil }
        if let times = failTimes {
            failTimes = times > 1 ? times - 1 : nil
            if times <= 1 { failCode = nil }
        }
        return code
    }

    private static func bool(_ value: JSON, _ key: String) throws -> Bool {
        guard let bool = value.bool else { throw Refusal.invalid("\(key) must be true or false") }
        return bool
    }
    private static func number(_ value: JSON, _ key: String, _ range: ClosedRange<Int>) throws -> Int {
        guard let number = value.int.map(Int.init), range.contains(number) else {
            throw Refusal.invalid("\(key) must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
    private static func choice<T: RawRepresentable & CaseIterable>(_ value: JSON, _ key: String) throws -> T where T.RawValue == String {
        guard let chosen = value.string.flatMap(T.init(rawValue:)) else {
            throw Refusal.invalid("\(key) must be one of \(T.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return chosen
    }
}
