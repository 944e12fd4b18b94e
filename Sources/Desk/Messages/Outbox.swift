import Storage

extension Desk {
    /// Messages of an `api` account without `deliverTo`, oldest first: the integrator fetches them.
    package func outbox(_ account: ChannelAccount, after cursor: String?, limit: Int) async throws -> [UInt8] {
        let after = try cursor.map { try OutboxCursor(text: $0) }
        return try await read { transaction in
            let rows = try transaction.all(
                """
                select m.at, c.number, p.kind, p.value, \(Message.columns)
                from message m join cases c on c.id = m.case_id join contact_point p on p.id = m.point_id
                where m.account_id = $1 and m.direction = 'out' and m.kind <> 'call' and (m.at, m.id) > ($2, $3)\(transaction.engine == .postgres ? OutboxPostgres.settled : "") order by m.at, m.id limit $4
                """, [.text(account.id.text), .integer(after?.at ?? 0), .text(after?.id ?? ""), .integer(Int64(limit))]
            ) { row in
                Entry(
                    at: row.int(0), number: row.int(1), kind: row.text(2), value: row.text(3), id: row.text(4), caseID: row.text(5),
                    messageKind: row.text(9),
                    body: row.text(14), status: row.text(16), attachments: row.text(21))
            }
            var json = JSONText(capacity: 4096)
            json.object { json in
                json.key("items")
                json.array(rows) { $1.write(to: &$0) }
                json.field("next", rows.last.map { "\($0.at).\($0.id)" })
            }
            return json.bytes
        }
    }

    private struct Entry {
        let at: Int64, number: Int64
        let kind: String, value: String, id: String, caseID: String, messageKind: String, body: String, status: String, attachments: String

        func write(to json: inout JSONText) {
            json.object { json in
                json.field("id", id)
                json.field("case", number)
                json.key("to")
                json.object { json in
                    json.field("kind", kind)
                    json.field("value", value)
                }
                json.field("kind", messageKind)
                json.field("text", body.isEmpty ? nil : body)
                json.key("attachments")
                json.array(Message.files(attachments)) { json, file in
                    json.object { json in
                        json.field("id", file.id)
                        json.field("name", file.name)
                        json.field("type", file.type)
                        json.field("size", file.size)
                        json.field("url", "/api/v1/attachments/\(file.id)")
                    }
                }
                json.field("status", status)
                json.field("at", time: at)
            }
        }
    }
}

/// On PostgreSQL an older message may be committed after a newer one: only those before every running transaction are handed out.
enum OutboxPostgres {
    static let settled = """
         and m.at < (select cast(floor(extract(epoch from min(s.xact_start)) * 1000) as bigint) from pg_stat_activity s \
        where s.xact_start is not null and s.datname = current_database())
        """
}

private struct OutboxCursor {
    let at: Int64
    let id: String
    init(text: String) throws {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let at = Int64(parts[0]), UUIDText.isValid(String(parts[1])) else {
            throw DeskError.invalid("after", "cursor.malformed", "«after» es el valor «next» de la respuesta anterior.")
        }
        self.at = at
        id = String(parts[1])
    }
}
