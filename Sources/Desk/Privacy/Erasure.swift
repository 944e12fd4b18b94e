import FoundationEssentials
import Storage

/// A person's data on their way out: who asked for it, how far it is, and what was removed.
package struct Erasure: Sendable {
    package enum State: String, Sendable { case running, done }

    package let id: ErasureID
    package let contact: ContactID
    package let author: UserID
    package let at: Int64
    package let state: State
    /// Where its job goes on.
    let place: ErasurePlace
    /// Their addresses, as they are looked for in what came from providers; forgotten at the end.
    let keys: [String]
    /// How many of each kind were removed.
    package let report: [String: Int64]
    package let finishedAt: Int64

    static let columns = "id, contact_id, author, at, state, place, keys, report, finished_at"
    init(row: borrowing Row) throws {
        id = ID(row.text(0))
        contact = ID(row.text(1))
        author = ID(row.text(2))
        at = row.int(3)
        state = State(rawValue: row.text(4)) ?? .running
        place = try JSONDecoder().decode(ErasurePlace.self, from: Data(row.text(5).utf8))
        keys = try JSONDecoder().decode([String].self, from: Data(row.text(6).utf8))
        report = try JSONDecoder().decode([String: Int64].self, from: Data(row.text(7).utf8))
        finishedAt = row.int(8)
    }

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("contact", contact)
            json.field("by", author)
            json.field("at", time: at)
            json.field("state", state.rawValue)
            json.field("finishedAt", time: finishedAt)
            json.key("report")
            json.object { json in
                for (kind, count) in report.sorted(by: { $0.key < $1.key }) {
                    json.key(named: kind)
                    json.integer(count)
                }
            }
        }
    }
}

/// The next stretch of an erasure.
enum ErasurePlace: Codable, Equatable {
    /// Messages of a case after one of them; all that hangs on the case goes before the first.
    case messages(after: String, at: Int64, place: Int64, isNew: Bool)
    /// Deliveries of a line after one of them.
    case journal(account: String, at: Int64, id: String)
    /// The log's events that are of no case, after one of them.
    case log(id: Int64)
    case end

    static let start = ErasurePlace.messages(after: "", at: 0, place: 0, isNew: true)

    var json: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }
}

extension Storage.Transaction {
    func erasure(of contact: ContactID) throws -> Erasure? {
        try first("select \(Erasure.columns) from erasure where contact_id = $1", [.text(contact.text)], Erasure.init(row:))
    }
}

extension Desk {
    /// The report of an erasure. Throws `erasure.not_found`, `forbidden`.
    package func erasure(of contact: ContactID, for viewer: Viewer) async throws -> Erasure {
        try viewer.author.requireAdministrator()
        let found = try await read { try $0.erasure(of: contact) }
        guard let found else { throw DeskError("erasure.not_found", "De este contacto no se borraron datos personales.") }
        return found
    }
}
