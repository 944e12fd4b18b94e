import Storage

extension Desk {
    /// The visitor has seen everything up to this message: our messages turn `read`.
    package func chatRead(_ visitor: Visitor, message: MessageID) async throws {
        let unread = try await read { transaction in
            let at = try transaction.first(
                "select at from message where id = $1 and point_id = $2", [.text(message.text), .text(visitor.point.text)]
            ) {
                $0.int(0)
            }
            guard let at else { throw DeskError.notFound("message", message.text) }
            return try transaction.all(
                """
                select m.case_id, m.id from message m where m.point_id = $1 and m.account_id = $2 and m.direction = 'out' and m.status <> 'read'
                    and m.at <= $3 order by m.at desc, m.place desc limit 200
                """, [.text(visitor.point.text), .text(visitor.account.text), .integer(at)]
            ) { (item: CaseID($0.text(0)), message: MessageID($0.text(1))) }
        }
        for (item, list) in Dictionary(grouping: unread, by: \.item) {
            try await write(by: visitor.author) { change in
                var held = try change.touch(.id(item), for: .system)
                for entry in list {
                    let message = try change.set(status: DeliveryStatus.read.rawValue, reason: "", of: entry.message, version: held.version)
                    if held.newestMessage == message.id.text, held.preview.direction == "out" {
                        held = try change.set(held, "preview_status = 'read'")
                    }
                    change.announce(.on(held, "message.status", before: held.audience, message: message.json))
                }
            }
        }
    }
}
