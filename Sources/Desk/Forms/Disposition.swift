import FoundationEssentials
import Storage

/// One filled form: what somebody says of a case. It is never changed; whoever thinks again says so in another one.
package struct Disposition: Sendable {
    package let id: DispositionID
    package let item: CaseID
    package let campaign: CampaignID
    package let formVersion: Int64
    /// JSON: the values in their normal form, by field.
    package let answers: String
    package let outcome: String
    package let code: DispositionCode
    package let author: String
    package let authorName: String?
    package let at: Int64

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("id", id)
            json.field("case", item)
            json.field("campaign", campaign)
            json.field("formVersion", formVersion)
            json.field("at", time: at)
            json.key("by")
            if let authorName {
                json.object {
                    $0.field("id", author)
                    $0.field("name", authorName)
                }
            } else {
                json.null()
            }
            json.field("values", raw: answers)
            json.field("outcome", outcome.isEmpty ? nil : outcome)
            json.field("code", code.rawValue)
        }
    }

    static let columns =
        "d.id, d.case_id, d.campaign_id, d.form_version, d.answers, d.outcome, d.code, d.author, d.at, (select u.name from users u where u.id = d.author)"
    /// For `returning`, which knows no alias; the cast is for SQLite, where a returned column has no affinity.
    static let returning =
        "id, case_id, campaign_id, form_version, answers, outcome, code, author, at, (select u.name from users u where u.id = cast(disposition.author as text))"
    init(row: borrowing Row) throws {
        id = ID(row.text(0))
        item = ID(row.text(1))
        campaign = ID(row.text(2))
        formVersion = row.int(3)
        answers = row.text(4)
        outcome = row.text(5)
        code = DispositionCode(rawValue: row.text(6)) ?? .final
        author = row.text(7)
        at = row.int(8)
        authorName = row.textOrNil(9)
    }
}

package enum DispositionTag {}
package typealias DispositionID = ID<DispositionTag>

extension Desk {
    /// What was said of a case, newest first, with every version of the forms that it answers. Who may read the conversation may read it.
    package func dispositions(of reference: CaseReference, for viewer: Viewer) async throws -> [UInt8] {
        try viewer.require(.read)
        return try await read { transaction in
            let item = try transaction.readableCase(reference, for: viewer)
            let all = try transaction.all(Self.dispositionsSQL, [.text(item.id.text)], Disposition.init(row:))
            let forms = try transaction.forms(answeredBy: all)
            var json = JSONText(capacity: 4096)
            json.object { json in
                json.key("items")
                json.array(all) { $1.write(to: &$0) }
                json.key("forms")
                json.array(forms) { $1.write(to: &$0) }
                json.field("next", String?.none)
            }
            return json.bytes
        }
    }

    static let dispositionsSQL =
        "select \(Disposition.columns) from disposition d where d.case_id = $1 order by d.at desc, d.id desc limit 200"
}

extension Storage.Transaction {
    fileprivate func forms(answeredBy all: [Disposition]) throws -> [OutcomeForm] {
        var known: Set<String> = []
        return try all.compactMap { one in
            known.insert("\(one.campaign) \(one.formVersion)").inserted ? try form(of: one.campaign, version: one.formVersion) : nil
        }
    }
}
