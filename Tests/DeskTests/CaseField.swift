import Foundation
import NIOConcurrencyHelpers
import Testing

@testable import Desk
@testable import Storage

/// Random cases in two campaigns and four queues, and what any list of them must be, found by looking at each.
struct Field {
    struct Filter: Sendable {
        let key: String
        let values: [String]
        let fits: @Sendable (Row, Viewer) -> Bool
    }
    struct Row: Sendable {
        var item: Case
        var tags: [String] = []
        var labels: [String] = []
        var attributes: [String: String] = [:]
        var fromKey = ""
        var address = ""
        var subjectKey = ""
        var slaDue: Int64 = 0
        var slaSince: Int64 = 0
    }
    static let sorts = CaseQuery.Sort.allCases.filter { $0 != .relevance }.map(\.rawValue)

    let rows: [Row]
    let filters: [Filter]
    private let queues: [QueueID]
    private let campaigns: [CampaignID]
    /// Each filter and each order is judged row by row once, however many lists ask for it.
    private let judged = NIOLockedValueBox<[String: [Bool]]>([:])
    private let ordered = NIOLockedValueBox<[String: [Int]]>([:])

    init(_ world: World, cases count: Int) async throws {
        var dice = Dice(seed: 20_261_122)
        let now = world.desk.now()
        let names = ["Elena Quispe", "Élena Quispe", "José Ñandú", "jose nandu", "", "Ana", "Zoé Ümlaut", "Ana María", "Peña"]
        var made: [CaseID] = []
        for n in 0..<count {
            let inbound = Inbound(
                id: "f-\(n)", sender: .init(kind: "phone", value: "+5198765\(1000 + n % 90)", name: names[n % 90 % names.count]),
                kind: .text, text: "Hola \(n)")
            let id = try await world.desk.receive(inbound, account: n % 3 == 0 ? world.tienda : world.api).caseID
            made.append(id)
            // The open one would take the next message of the same customer.
            try await world.desk.write(by: .system) { change in
                try change.run("update cases set scope_key = null, state = 'closed' where id = $1", [.text(id.text)])
            }
        }
        // Campaigns, queues, tags and labels of the world, and more of them.
        let second: CampaignID = world.newID()
        let queues: [QueueID] = [world.queue, world.newID(), world.newID(), world.newID()]
        let homes = [world.campaign, world.campaign, second, second]
        let tags = (0..<3).map { _ in world.newID() as TagID }, labels = (0..<2).map { _ in world.newID() as ContactLabelID }
        let contacts = (0..<6).map { _ in world.newID() as ContactID }
        try await world.desk.write(by: .system) { change in
            try change.run(
                "insert into campaign (id, slug, name, preset, policy, created_at) select $1, 'segunda', 'Segunda', preset, policy, created_at from campaign where id = $2",
                [.text(second.text), .text(world.campaign.text)])
            for (n, queue) in queues.enumerated() where n > 0 {
                try change.run(
                    "insert into queue (id, slug, name, campaign_id, created_at) values ($1, $2, $2, $3, 0)",
                    [.text(queue.text), .text("cola-\(n)"), .text(homes[n].text)])
            }
            for (n, tag) in tags.enumerated() {
                try change.run(
                    "insert into tag (id, name, folded, created_at) values ($1, $2, $2, 0)", [.text(tag.text), .text("marca \(n)")])
            }
            for (n, label) in labels.enumerated() {
                try change.run(
                    "insert into contact_label (id, name, folded, created_at) values ($1, $2, $2, 0)",
                    [.text(label.text), .text("rotulo \(n)")])
            }
            for (n, contact) in contacts.enumerated() {
                let name = n == 0 ? "" : "Contacto Ñ\(n / 2)"
                try change.run(
                    "insert into contact (id, name, folded, created_at) values ($1, $2, $3, 0)",
                    [.text(contact.text), .text(name), .text(Text.fold(name))])
                if n % 2 == 0 {
                    try change.run(
                        "insert into contact_labelled (contact_id, label_id) values ($1, $2)",
                        [.text(contact.text), .text(labels[n / 2 % 2].text)])
                }
            }
        }
        let people = [world.ana.id, world.bruno.id]
        let subjects = ["", "", "Boleta 12", "Árbol caído", "arbol caido", "Re: Boleta"]
        for id in made {
            let state = dice.one(of: CaseState.allCases), place = dice.below(4)
            let agent = state.isHeld ? dice.one(of: people) : nil, closer = state == .closed ? dice.one(of: people + [nil]) : nil
            let subject = dice.one(of: subjects), unread = dice.below(3) == 0 ? 1 : 0
            let born = now - Int64(dice.below(40)) * 3_600_000
            let contact = dice.below(2) == 0 ? dice.one(of: contacts) : nil
            let values: [SQLValue] = [
                .text(id.text), .text(state.rawValue), .text(queues[place].text), .text(homes[place].text), SQLValue(agent?.text),
                SQLValue(closer?.text),
                .text(dice.one(of: Policy.Visibility.allCases).rawValue), .integer(born), .integer(born + Int64(dice.below(5)) * 1000),
                .integer(dice.below(4) == 0 ? 0 : born + Int64(dice.below(3)) * 60_000),
                .integer(unread == 1 ? born + Int64(dice.below(3)) : 0),
                .integer(Int64(unread)), .integer(born + Int64(dice.below(3))), .integer(Int64(dice.below(4))),
                .text(dice.one(of: ["", "Reclamo", "Consulta"])),
                .text(dice.one(of: ["", "", "Resuelto", "Año nuevo"])), .integer(Int64(dice.below(2))), .integer(Int64(dice.below(2))),
                .integer(Int64(dice.below(2))),
                .integer(dice.below(3) == 0 ? born : 0), .integer(dice.below(3) == 0 ? 1 : 0), .text(subject),
                .text(String(Text.fold(subject).prefix(100))),
                .integer(dice.below(3) == 0 ? now + Int64(dice.below(5) - 2) * 300_000 : 0),
                .integer(dice.below(3) == 0 ? now + Int64(dice.below(3)) : 0),
                .integer(dice.below(3) == 0 ? now - Int64(dice.below(12)) * 7_200_000 - 300_000 : 0), SQLValue(contact?.text),
            ]
            let tag = dice.below(5), color = dice.below(4), size = dice.below(3)
            try await world.desk.write(by: .system) { change in
                try change.run(
                    """
                    update cases set state = $2, queue_id = $3, campaign_id = $4, agent_id = $5, closed_by = $6, visibility = $7, created_at = $8,
                        updated_at = $9, last_inbound_at = $10, unread_since = $11, unread_count = $12, queued_at = $13, priority = $14, type = $15, outcome = $16,
                        transferred = $17, escalated = $18, outside_hours = $19, orphaned_at = $20, flagged = $21, subject = $22, subject_key = $23,
                        follow_up_at = $24, sla_due = $25, sla_since = $26, contact_id = $27, unanswered_at = 0 where id = $1
                    """, values)
                if tag < 3 {
                    try change.run("insert into case_tag (case_id, tag_id) values ($1, $2)", [.text(id.text), .text(tags[tag].text)])
                }
                if tag == 1 {
                    try change.run("insert into case_tag (case_id, tag_id) values ($1, $2)", [.text(id.text), .text(tags[2].text)])
                }
                var fields = FieldValues()
                if color < 2 {
                    fields = try FieldValues(json: "{\"color\":\"\(color == 0 ? "Rojo" : "Añil")\"\(size == 0 ? ",\"talla\":40" : "")}")
                }
                try change.index(fields, before: FieldValues(), of: id)
            }
        }
        let found = try await world.desk.read { transaction in
            var rows = try transaction.all("select \(Case.columns) from \(Case.tables)", []) { Row(item: try Case(row: $0)) }
            for index in rows.indices {
                let id = SQLValue.text(rows[index].item.id.text)
                rows[index].tags = try transaction.all("select tag_id from case_tag where case_id = $1", [id]) { $0.text(0) }
                rows[index].labels = try transaction.all(
                    "select label_id from contact_labelled where contact_id = $1", [.text(rows[index].item.contact?.text ?? "")]
                ) { $0.text(0) }
                for (name, value) in try transaction.all(
                    "select name, value from case_attribute where case_id = $1", [id], { ($0.text(0), $0.text(1)) })
                {
                    rows[index].attributes[name] = value
                }
                rows[index].slaDue = try transaction.first("select sla_due from cases where id = $1", [id]) { $0.int(0) } ?? 0
                rows[index].slaSince = try transaction.first("select sla_since from cases where id = $1", [id]) { $0.int(0) } ?? 0
                let item = rows[index].item
                // By what the card shows, not by the column that the database keeps.
                let name =
                    item.contactName.flatMap { $0.isEmpty ? nil : $0 } ?? (item.pointName.isEmpty ? item.pointDisplay : item.pointName)
                rows[index].fromKey = Text.fold(name)
                rows[index].address = item.pointValue
                rows[index].subjectKey = Text.fold(item.subject)
            }
            return rows
        }
        rows = found
        self.queues = queues
        campaigns = [world.campaign, second]
        filters = Self.filters(found, world, queues, campaigns, tags, labels, contacts, now: now)
    }

    private static func filters(
        _ rows: [Row], _ world: World, _ queues: [QueueID], _ campaigns: [CampaignID], _ tags: [TagID], _ labels: [ContactLabelID],
        _ contacts: [ContactID],
        now: Int64
    ) -> [Filter] {
        func any(_ key: String, _ values: [String], _ of: @escaping @Sendable (Row) -> String?) -> Filter {
            Filter(key: key, values: values) { row, _ in of(row).map(values.contains) ?? false }
        }
        func time(_ at: Int64) -> String { Timestamp.text(at) }
        let some = rows[3].item, other = rows[10].item
        let early = rows.map(\.item.createdAt).sorted()[rows.count / 4], late = rows.map(\.item.createdAt).sorted()[rows.count * 3 / 4]
        var all: [Filter] = [
            Filter(key: "case", values: [some.id.text, "\(other.number)", "999999"]) { row, _ in
                row.item.id == some.id || row.item.id == other.id
            },
            any("campaign", [campaigns[1].text]) { $0.item.campaign.text },
            any("campaign", campaigns.map(\.text)) { $0.item.campaign.text },
            any("queue", [queues[0].text]) { $0.item.queue.text }, any("queue", [queues[1].text, queues[2].text]) { $0.item.queue.text },
            any("account", [world.api.id.text]) { $0.item.account.text },
            any("state", ["open"]) { $0.item.state.rawValue }, any("state", ["queued", "waiting", "closed"]) { $0.item.state.rawValue },
            any("channel", ["webchat"]) { $0.item.channel }, any("channel", ["api", "webchat"]) { $0.item.channel },
            any("contact", [contacts[1].text, contacts[2].text]) { $0.item.contact?.text },
            any("priority", ["critical"]) { $0.item.priority.word }, any("priority", ["medium", "low"]) { $0.item.priority.word },
            any("type", ["Reclamo"]) { $0.item.type }, any("outcome", ["Año nuevo", "Resuelto"]) { $0.item.outcome },
            Filter(key: "assignee", values: ["none"]) { row, _ in row.item.agent == nil },
            Filter(key: "assignee", values: ["me"]) { row, viewer in row.item.agent == viewer.id },
            Filter(key: "assignee", values: [world.ana.id.text, "none"]) { row, _ in row.item.agent == nil || row.item.agent == world.ana.id
            },
            Filter(key: "assignee", values: [world.bruno.id.text]) { row, _ in row.item.agent == world.bruno.id },
            Filter(key: "tag", values: [tags[0].text]) { row, _ in row.tags.contains(tags[0].text) },
            Filter(key: "tag", values: [tags[1].text, tags[2].text]) { row, _ in
                row.tags.contains(tags[1].text) || row.tags.contains(tags[2].text)
            },
            Filter(key: "label", values: [labels[1].text]) { row, _ in row.labels.contains(labels[1].text) },
            Filter(key: "attribute.color", values: ["anil", "azul"]) { row, _ in row.attributes["color"] == "anil" },
            Filter(key: "attribute.talla", values: ["40"]) { row, _ in row.attributes["talla"] == "40" },
            Filter(key: "unread", values: ["true"]) { row, _ in row.item.unreadCount > 0 },
            Filter(key: "unread", values: ["false"]) { row, _ in row.item.unreadCount == 0 },
            Filter(key: "flag", values: ["true"]) { row, _ in row.item.flagged },
            Filter(key: "flag", values: ["false"]) { row, _ in !row.item.flagged },
            Filter(key: "mark", values: ["transferred"]) { row, _ in row.item.transferred },
            Filter(key: "mark", values: ["escalated", "orphaned"]) { row, _ in row.item.escalated || row.item.orphanedAt > 0 },
            Filter(key: "mark", values: ["outsideHours"]) { row, _ in row.item.outsideHours },
            Filter(key: "from", values: ["ÑAN"]) { row, _ in (" " + row.fromKey).contains(" nan") },
            Filter(key: "from", values: ["quispe ele"]) { row, _ in row.fromKey == "elena quispe" },
            Filter(key: "from", values: ["765102"]) { row, _ in row.address.contains("765102") },
            Filter(key: "subject", values: ["boleta"]) { row, _ in row.subjectKey.contains("boleta") },
            Filter(key: "subject", values: ["Arbol"]) { row, _ in row.subjectKey.hasPrefix("arbol") },
            Filter(key: "followUp", values: ["any"]) { row, _ in row.item.followUpAt > 0 },
            Filter(key: "followUp", values: ["mine"]) { row, viewer in row.item.followUpAt > 0 && row.item.followUpOwner == viewer.id.text
            },
            Filter(key: "followUp", values: ["none"]) { row, _ in row.item.followUpAt == 0 },
            Filter(key: "slaAgeMin", values: ["60"]) { row, _ in row.slaSince > 0 && row.slaSince <= now - 60 * 60_000 },
        ]
        let spans: [(String, @Sendable (Row) -> Int64)] = [
            ("created", { $0.item.createdAt }), ("updated", { $0.item.updatedAt }), ("customer", { $0.item.lastInboundAt }),
        ]
        for (name, of) in spans {
            all.append(Filter(key: "\(name)From", values: [time(late)]) { row, _ in of(row) > 0 && of(row) >= late })
            all.append(Filter(key: "\(name)To", values: [time(early)]) { row, _ in of(row) > 0 && of(row) <= early })
        }
        return all
    }

    func viewers(_ world: World) -> [Viewer] {
        [
            world.carla, world.sofia,
            Viewer(id: world.ana.id, name: "Ana", role: .agent, queues: [queues[0], queues[2]], campaigns: Set(campaigns)),
            Viewer(id: world.bruno.id, name: "Bruno", role: .agent, queues: [queues[1]], campaigns: [campaigns[0]]),
            Viewer(
                id: world.sofia.id, name: "Sofía, of the second", role: .supervisor, queues: [queues[0]], campaigns: [campaigns[0]],
                led: [campaigns[1]]),
        ]
    }

    /// Numbers, in order: by the sort's value, those without one last, equals by number.
    func answer(_ query: CaseQuery, _ filters: [Filter], for viewer: Viewer) -> [Int64] {
        let kept = [seen(by: viewer)] + filters.map { fitting($0, viewer) }
        return order(query).filter { row in kept.allSatisfy { $0[row] } }.map { rows[$0].item.number }
    }

    private func seen(by viewer: Viewer) -> [Bool] {
        judged.once("seen by \(viewer.name)") { rows.map { $0.item.audience.sight(of: viewer) > .none } }
    }

    private func fitting(_ filter: Filter, _ viewer: Viewer) -> [Bool] {
        judged.once("\(filter.key) \(filter.values) of \(viewer.name)") { rows.map { filter.fits($0, viewer) } }
    }

    private func order(_ query: CaseQuery) -> [Int] {
        let down = query.descending
        func key(_ row: Row) -> (part: Int, number: Int64, text: String) {
            let item = row.item
            func none(_ value: Int64) -> (Int, Int64, String) { value > 0 ? (0, value, "") : (1, item.createdAt, "") }
            switch query.sort {
            case .created, .relevance: return (0, item.createdAt, "")
            case .updated: return (0, item.updatedAt, "")
            case .customer: return none(item.lastInboundAt)
            case .unread: return none(item.unreadCount > 0 ? item.unreadSince : 0)
            case .sla: return none(row.slaDue)
            case .followUp: return none(item.followUpAt)
            case .from: return (0, 0, row.fromKey)
            case .subject: return row.subjectKey.isEmpty ? (1, item.createdAt, "") : (0, 0, row.subjectKey)
            case .wait: return item.state == .queued || item.state == .offered ? (0, item.queuedAt, "") : (1, item.createdAt, "")
            case .queuedFirst: return item.state == .queued ? (0, item.queuedAt, "") : (1, item.createdAt, "")
            case .flag: return (item.flagged == down ? 0 : 1, item.createdAt, "")
            case .priority: return (down ? Int(item.priority.rawValue) : 3 - Int(item.priority.rawValue), item.createdAt, "")
            }
        }
        return ordered.once("\(query.sort) \(down)") {
            rows.map { (key: key($0), case: $0.item.number) }.enumerated().sorted { a, b in
                let one = a.element, other = b.element
                if one.key.part != other.key.part { return one.key.part < other.key.part }
                if one.key.number != other.key.number {
                    return down ? one.key.number > other.key.number : one.key.number < other.key.number
                }
                if one.key.text != other.key.text {
                    return down
                        ? one.key.text.utf8.lexicographicallyPrecedes(other.key.text.utf8) == false
                        : one.key.text.utf8.lexicographicallyPrecedes(other.key.text.utf8)
                }
                return down ? one.case > other.case : one.case < other.case
            }.map(\.offset)
        }
    }
}

extension NIOLockedValueBox {
    fileprivate func once<Answer>(_ question: String, _ answer: () -> Answer) -> Answer where Value == [String: Answer] {
        withLockedValue { known in
            if let found = known[question] { return found }
            let found = answer()
            known[question] = found
            return found
        }
    }
}
