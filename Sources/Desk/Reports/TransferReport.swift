import Storage

/// Cases that were passed on in a time, each with its transfers of that time; the newest transfer's first. One that was undone is none.
struct TransferReport {
    private let query: ReportQuery
    private let viewer: Viewer
    private let transaction: any Transaction

    init(_ query: ReportQuery, _ viewer: Viewer, _ transaction: any Transaction) {
        self.query = query
        self.viewer = viewer
        self.transaction = transaction
    }

    func page(cells: Bool) throws -> ReportPage {
        let found = try cases()
        let transfers = try self.transfers(of: found.map(\.item.id))
        var page = ReportPage()
        if found.count == query.limit, let last = found.last { page.next = "\(last.at).\(last.transfer)" }
        if cells {
            for row in found {
                let all = transfers[row.item.id] ?? []
                for (place, transfer) in all.enumerated() {
                    page.cells.append(Self.cells(row.item, transfer, place: place + 1, of: all.count))
                }
            }
            return page
        }
        let totals = query.cursor == nil ? try self.totals() : nil
        var json = JSONText(capacity: 32 * 1024)
        json.object { json in
            json.key("items")
            json.array(found) { json, row in
                let all = transfers[row.item.id] ?? []
                json.object { json in
                    json.key("case")
                    row.item.write(to: &json)
                    json.field("hops", all.count)
                    json.field("waited", all.reduce(0) { $0 + ($1.waited ?? 0) / 1000 })
                    json.key("transfers")
                    json.array(all) { $1.write(to: &$0) }
                }
            }
            json.field("next", page.next)
            json.key("totals")
            if let totals { totals.write(to: &json) } else { json.null() }
        }
        page.json = json.bytes
        return page
    }

    /// A case stands at its newest transfer of the time.
    private func cases() throws -> [(item: ReportCase, at: Int64, transfer: String)] {
        var values = ReportValues()
        let own = filter("t", &values), later = filter("u", &values)
        let cut = try query.place().map { "and (t.at, t.id) < (\(values.bind(.integer($0.at))), \(values.bind(.text($0.id))))" } ?? ""
        let limit = values.bind(.integer(Int64(query.limit)))
        return try transaction.all(
            """
            select \(ReportCase.columns), t.at, t.id from transfer t join cases c on c.id = t.case_id join contact_point p on p.id = c.point_id
            where \(own) \(outcome(&values)) \(cut)
                and not exists (select 1 from transfer u where u.case_id = t.case_id and (u.at, u.id) > (t.at, t.id) and \(later))
            order by t.at desc, t.id desc limit \(limit)
            """, values.all
        ) { (ReportCase(row: $0), $0.int(ReportCase.count), $0.text(ReportCase.count + 1)) }
    }

    private func transfers(of cases: [String]) throws -> [String: [TransferRow]] {
        guard !cases.isEmpty else { return [:] }
        var values = ReportValues()
        let places = cases.map { values.bind(.text($0)) }.joined(separator: ", ")
        let rows = try transaction.all(
            "select \(TransferRow.columns) from transfer t where t.case_id in (\(places)) and \(filter("t", &values)) order by t.at, t.id",
            values.all
        ) { TransferRow(row: $0) }
        return Dictionary(grouping: rows, by: \.caseID)
    }

    private func totals() throws -> Totals {
        var values = ReportValues()
        let filter = filter("t", &values)
        var totals = Totals()
        try transaction.each(
            "select t.case_id, t.at, t.accepted_at from transfer t join cases c on c.id = t.case_id where \(filter) \(outcome(&values))",
            values.all
        ) { totals.add($0.text(0), waited: $0.int(2) > 0 ? $0.int(2) - $0.int(1) : nil) }
        return totals
    }

    private func filter(_ table: String, _ values: inout ReportValues) -> String {
        var parts = [
            "\(table).at >= \(values.bind(.integer(query.from)))", "\(table).at < \(values.bind(.integer(query.to)))",
            "\(table).state <> 'undone'",
        ]
        func any(_ columns: [String], _ value: String) {
            let place = values.bind(.text(value))
            parts.append("(" + columns.map { "\(table).\($0) = \(place)" }.joined(separator: " or ") + ")")
        }
        if let campaign = query.campaign { any(["from_campaign", "to_campaign"], campaign.text) }
        if let queue = query.queue { any(["from_queue", "to_queue"], queue.text) }
        let people = ["author", "from_agent", "to_agent", "accepted_by"]
        if let agent = query.agent { any(people, agent.text) }
        if !viewer.isStaffLead { any(people, viewer.id.text) }
        if let led = viewer.led?.map(\.text).sorted() {
            let places = led.map { values.bind(.text($0)) }.joined(separator: ", ")
            parts.append("(\(table).from_campaign in (\(places)) or \(table).to_campaign in (\(places)))")
        }
        return parts.joined(separator: " and ")
    }

    private func outcome(_ values: inout ReportValues) -> String {
        query.outcome.map { "and c.outcome = \(values.bind(.text($0)))" } ?? ""
    }

    struct Totals {
        private var hops: [String: Int] = [:]
        private var waits: [Int64] = []
        private var transfers = 0

        mutating func add(_ item: String, waited: Int64?) {
            hops[item, default: 0] += 1
            transfers += 1
            if let waited { waits.append(waited) }
        }
        func write(to json: inout JSONText) {
            let sorted = waits.sorted()
            json.object { json in
                json.field("cases", hops.count)
                json.field("transfers", transfers)
                json.key("waited")
                if sorted.isEmpty { json.null() } else { json.integer(sorted[(sorted.count - 1) / 2] / 1000) }
                json.field("threeOrMore", hops.values.count { $0 >= 3 })
            }
        }
    }

    static func headings(_ language: Language) -> [String] {
        [
            Phrase("Caso"), Phrase("Cliente"), Phrase("Código"), Phrase("Dirección"), Phrase("Canal"), Phrase("Estado del caso"),
            Phrase("Salto"),
            Phrase("Saltos"), Phrase("Fecha"), Phrase("Transfirió"), Phrase("Campaña de origen"), Phrase("Cola de origen"),
            Phrase("Asesor de origen"),
            Phrase("Campaña de destino"), Phrase("Cola de destino"), Phrase("Asesor de destino"), Phrase("Motivo"), Phrase("Desenlace"),
            Phrase("La tomó"),
            Phrase("Tomada"), Phrase("Espera (s)"), Phrase("Formulario"),
        ].map { $0.text(in: language) }
    }

    private static func cells(_ item: ReportCase, _ row: TransferRow, place: Int, of count: Int) -> [ReportPage.Cell] {
        func time(_ at: Int64) -> ReportPage.Cell { at > 0 ? .time(at) : .empty }
        return [
            .number(item.number), .text(item.name), .text(item.customer.code), .text(item.customer.point), .text(item.channel),
            .text(item.state),
            .number(Int64(place)), .number(Int64(count)), .time(row.at), .text(row.author?.name ?? ""), .text(row.from.campaign.name),
            .text(row.from.queue.name), .text(row.from.agent?.name ?? ""), .text(row.to.campaign.name), .text(row.to.queue.name),
            .text(row.to.agent?.name ?? ""), .text(row.reason), .text(row.state), .text(row.acceptedBy?.name ?? ""), time(row.acceptedAt),
            row.waited.map { .number($0 / 1000) } ?? .empty, .text(row.form.map { "\($0.name) \($0.version)" } ?? ""),
        ]
    }
}
