import FoundationEssentials
import Storage

package enum JournalState: String, Sendable, CaseIterable {
    case done, partly, refused
}

/// Why one item of a delivery did not become what it should; `index` counts the delivery's items from 0.
package struct JournalFailure: Codable, Sendable, Equatable {
    package let index: Int
    package let code: String
    package let message: String
    package init(index: Int, code: String, message: String) {
        self.index = index
        self.code = code
        self.message = message
    }

    static func json(of failures: [JournalFailure]) -> String {
        var json = JSONText()
        json.array(failures) { json, failure in
            json.object { json in
                json.field("index", failure.index)
                json.field("code", failure.code)
                json.field("message", failure.message)
            }
        }
        return json.text
    }
}

/// One delivery as it is kept.
package struct JournalEntry: Sendable {
    package let id: String
    package let at: Int64
    package let state: JournalState
    package let size: Int64
    package let items: Int64
    package let summary: String
    package let failures: [JournalFailure]
    /// Only where one entry was asked for.
    let body: [UInt8]
    let headers: String

    static let columns = "j.id, j.at, j.state, length(j.body), j.items, j.summary, j.failures"
    init(row: borrowing Row, body: [UInt8] = [], headers: String = "") {
        id = row.text(0)
        at = row.int(1)
        state = JournalState(rawValue: row.text(2)) ?? .refused
        size = row.int(3)
        items = row.int(4)
        summary = row.text(5)
        failures = (try? JSONDecoder().decode([JournalFailure].self, from: Data(row.text(6).utf8))) ?? []
        self.body = body
        self.headers = headers
    }

    static func find(_ id: String, of account: AccountID, _ transaction: any Transaction) throws -> JournalEntry? {
        try transaction.first(
            "select \(columns), j.body, j.headers from journal j where j.id = $1 and j.account_id = $2", [.text(id), .text(account.text)]
        ) { JournalEntry(row: $0, body: $0.blobOrNil(7) ?? [], headers: $0.text(8)) }
    }

    var delivery: Delivery {
        let kept = (try? JSONDecoder().decode([[String]].self, from: Data(headers.utf8))) ?? []
        return Delivery(body: body, headers: kept.filter { $0.count == 2 }.map { ($0[0], $0[1]) })
    }

    package func write(to json: inout JSONText, withBody: Bool = false) {
        json.object { json in
            json.field("id", id)
            json.field("at", time: at)
            json.field("state", state.rawValue)
            json.field("size", size)
            json.field("items", items)
            json.field("summary", summary)
            json.field("failures", raw: JournalFailure.json(of: failures))
            if withBody { json.field("body", String(decoding: body, as: UTF8.self)) }
        }
    }
}

extension Delivery {
    /// Of the headers only what a signature needs: nothing that could be a credential.
    var journalHeaders: String {
        var json = JSONText()
        json.array(headers.filter { $0.name.lowercased().contains("signature") && $0.value.utf8.count <= 500 }) { json, header in
            json.array([header.name, header.value]) { $0.string($1) }
        }
        return json.text
    }
}

extension DeskError {
    static let noJournal = DeskError("journal.not_found", "No hay ninguna entrega con ese identificador en esta cuenta.")
}
