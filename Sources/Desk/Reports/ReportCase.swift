import Storage

/// What every report says of a case.
struct ReportCase {
    let id: String
    let number: Int64
    let channel: String
    let state: String
    let campaign: (id: String, name: String)
    let queue: (id: String, name: String)
    /// Its holder, or who closed it.
    let agent: (id: String, name: String)?
    let outcome: String
    let createdAt: Int64
    let openedAt: Int64
    let closedAt: Int64
    let customer: (name: String, code: String, point: String)

    static let columns = """
        c.id, c.number, c.channel, c.state, c.campaign_id, (select g.name from campaign g where g.id = c.campaign_id), c.queue_id, \
        (select q.name from queue q where q.id = c.queue_id), coalesce(c.agent_id, c.closed_by, ''), \
        (select u.name from users u where u.id = coalesce(c.agent_id, c.closed_by)), c.outcome, c.created_at, c.opened_at, c.closed_at, \
        coalesce((select k.name from contact k where k.id = c.contact_id), p.name, ''), \
        coalesce((select k.code from contact k where k.id = c.contact_id), ''), p.display
        """
    static let tables = "cases c join contact_point p on p.id = c.point_id"
    static let count = 17

    init(row: borrowing Row) {
        id = row.text(0)
        number = row.int(1)
        channel = row.text(2)
        state = row.text(3)
        campaign = (row.text(4), row.textOrNil(5) ?? "")
        queue = (row.text(6), row.textOrNil(7) ?? "")
        let holder = row.text(8)
        agent = row.textOrNil(9).map { (holder, $0) }
        outcome = row.text(10)
        createdAt = row.int(11)
        openedAt = row.int(12)
        closedAt = row.int(13)
        customer = (row.text(14), row.text(15), row.text(16))
    }

    /// The members of an object.
    func write(to json: inout JSONText) {
        func named(_ one: (id: String, name: String)?, _ json: inout JSONText) {
            guard let one else { return json.null() }
            json.object {
                $0.field("id", one.id)
                $0.field("name", one.name)
            }
        }
        json.object { json in
            json.field("id", id)
            json.field("number", number)
            json.field("channel", channel)
            json.field("state", state)
            json.key("campaign")
            named(campaign, &json)
            json.key("queue")
            named(queue, &json)
            json.key("agent")
            named(agent, &json)
            json.field("outcome", outcome.isEmpty ? nil : outcome)
            json.field("createdAt", time: createdAt)
            json.field("openedAt", time: openedAt)
            json.field("closedAt", time: closedAt)
            json.key("customer")
            json.object { json in
                json.field("name", customer.name.isEmpty ? nil : customer.name)
                json.field("code", customer.code.isEmpty ? nil : customer.code)
                json.field("point", customer.point)
            }
        }
    }

    var name: String { customer.name.isEmpty ? customer.point : customer.name }
}
