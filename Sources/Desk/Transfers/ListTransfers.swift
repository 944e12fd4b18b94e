import Storage

/// One transfer, as its list and the reports show it.
struct TransferRow: Sendable {
    struct Place: Sendable {
        let campaign: (id: String, name: String)
        let queue: (id: String, name: String)
        let agent: (id: String, name: String)?
    }
    let id: String
    let caseID: String
    let at: Int64
    let author: (id: String, name: String)?
    let from: Place
    let to: Place
    let reason: String
    let note: String
    let state: String
    let settledAt: Int64
    let acceptedAt: Int64
    let acceptedBy: (id: String, name: String)?
    let form: (disposition: String, version: Int64, name: String)?

    /// Milliseconds from the transfer to whoever opened the case; nil while nobody has.
    var waited: Int64? { acceptedAt > 0 ? acceptedAt - at : nil }

    static let columns = """
        t.id, t.case_id, t.at, t.author, (select u.name from users u where u.id = t.author), \
        t.from_campaign, (select c.name from campaign c where c.id = t.from_campaign), t.from_queue, (select q.name from queue q where q.id = t.from_queue), \
        t.from_agent, (select u.name from users u where u.id = t.from_agent), \
        t.to_campaign, (select c.name from campaign c where c.id = t.to_campaign), t.to_queue, (select q.name from queue q where q.id = t.to_queue), \
        t.to_agent, (select u.name from users u where u.id = t.to_agent), \
        t.reason, t.note, t.state, t.settled_at, t.accepted_at, t.accepted_by, (select u.name from users u where u.id = t.accepted_by), \
        t.disposition, (select d.form_version from disposition d where d.id = t.disposition), \
        (select f.name from disposition d join outcome_form f on f.campaign_id = d.campaign_id and f.version = d.form_version where d.id = t.disposition)
        """

    init(row: borrowing Row) {
        id = row.text(0)
        caseID = row.text(1)
        at = row.int(2)
        author = Self.person(row.text(3), row.textOrNil(4))
        from = Place(
            campaign: (row.text(5), row.textOrNil(6) ?? ""), queue: (row.text(7), row.textOrNil(8) ?? ""),
            agent: Self.person(row.text(9), row.textOrNil(10)))
        to = Place(
            campaign: (row.text(11), row.textOrNil(12) ?? ""), queue: (row.text(13), row.textOrNil(14) ?? ""),
            agent: Self.person(row.text(15), row.textOrNil(16)))
        reason = row.text(17)
        note = row.text(18)
        state = row.text(19)
        settledAt = row.int(20)
        acceptedAt = row.int(21)
        acceptedBy = Self.person(row.text(22), row.textOrNil(23))
        let (disposition, version) = (row.text(24), row.int(25))
        form = row.textOrNil(26).map { (disposition, version, $0) }
    }
    private static func person(_ id: String, _ name: String?) -> (id: String, name: String)? { name.map { (id, $0) } }

    func write(to json: inout JSONText) {
        func named(_ one: (id: String, name: String)?, _ json: inout JSONText) {
            guard let one else { return json.null() }
            json.object {
                $0.field("id", one.id)
                $0.field("name", one.name)
            }
        }
        func place(_ one: Place, _ json: inout JSONText) {
            json.object { json in
                json.key("campaign")
                named(one.campaign, &json)
                json.key("queue")
                named(one.queue, &json)
                json.key("agent")
                named(one.agent, &json)
            }
        }
        json.object { json in
            json.field("id", id)
            json.field("at", time: at)
            json.key("by")
            named(author, &json)
            json.key("from")
            place(from, &json)
            json.key("to")
            place(to, &json)
            json.field("reason", reason.isEmpty ? nil : reason)
            json.field("note", note.isEmpty ? nil : note)
            json.field("state", state)
            json.field("settledAt", time: settledAt)
            json.field("acceptedAt", time: acceptedAt)
            json.key("acceptedBy")
            named(acceptedBy, &json)
            json.key("waited")
            if let waited { json.integer(waited / 1000) } else { json.null() }
            json.key("form")
            if let form {
                json.object { json in
                    json.field("disposition", form.disposition)
                    json.field("name", form.name)
                    json.field("version", form.version)
                }
            } else {
                json.null()
            }
        }
    }
}

extension Desk {
    /// Each time the case was passed on, oldest first. Whoever passed it on reads of it what was before that.
    package func transfers(of reference: CaseReference, for viewer: Viewer) async throws -> [UInt8] {
        try await read { transaction in
            let reading = try transaction.reading(reference, for: viewer)
            let rows = try transaction.all(
                "select \(TransferRow.columns) from transfer t where t.case_id = $1 and t.at <= $2 order by t.at, t.id limit 500",
                [.text((reading.attended?.source ?? reading.item.id).text), .integer(reading.attended?.at ?? .max)]
            ) { TransferRow(row: $0) }
            var json = JSONText(capacity: 2048)
            json.openList()
            for row in rows { row.write(to: &json) }
            json.closeList(next: nil)
            return json.bytes
        }
    }
}
