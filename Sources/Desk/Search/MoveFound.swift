import Storage

extension Change {
    /// The messages of a case are found by those who may see its queue: when it goes to another, their words stand among the fresh ones under its mark
    /// at once, and the index follows.
    func moveFound(of item: CaseID, from old: QueueID, to new: QueueID) throws {
        let was = QueueMark.of(old), mark = QueueMark.of(new)
        guard was != mark else { return }
        let moved = try all(
            "select m.found, m.kind, m.body, m.data, m.attachments from message m where m.case_id = $1 and m.found > 0", [.text(item.text)]
        ) { row in
            (
                seq: row.int(0),
                text: try FoundText.of(
                    kind: MessageKind(rawValue: row.text(1)) ?? .unsupported, body: row.text(2), data: row.text(3), attachments: row.text(4)
                )
            )
        }
        for message in moved.sorted(by: { $0.seq < $1.seq }) {
            let words = FoundWords(message.text)
            guard !words.isEmpty else { continue }
            // One that the index doesn't know yet keeps that; one that moves again is still known there under its first mark.
            try transaction.post(
                """
                insert into message_fresh (seq, words, was) values ($1, $2, $3)
                on conflict (seq) do update set words = excluded.words
                """, [.integer(message.seq), .text(words.line(under: mark)), .text(was)])
        }
    }
}
