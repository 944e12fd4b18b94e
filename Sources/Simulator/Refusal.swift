/// What the simulator's own page and scripts asked for and can't have.
struct Refusal: Error, Equatable {
    let status: Int
    let code: String
    let detail: String

    static func invalid(_ detail: String) -> Refusal { Refusal(status: 400, code: "invalid", detail: detail) }
    static func missing(_ what: String) -> Refusal { Refusal(status: 404, code: "not_found", detail: "there is no \(what)") }
    static func conflict(_ detail: String) -> Refusal { Refusal(status: 409, code: "conflict", detail: detail) }
}
