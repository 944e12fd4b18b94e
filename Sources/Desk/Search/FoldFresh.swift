import Storage

extension Desk {
    /// So many fresh messages are looked through one by one with each question; more go into the index, a few at a time, so that no verb waits for long.
    static let freshAtMost: Int64 = 512
    private static let chunk = 256

    /// Takes fresh messages into the index while there are many. Any node may: who comes second finds them gone.
    func foldFresh() async throws {
        while try await read({ try $0.first("select count(*) from message_fresh") { $0.int(0) } ?? 0 }) > Self.freshAtMost {
            try await foldFresh(Self.chunk)
        }
    }

    package func foldFresh(_ count: Int) async throws {
        try await write(by: .system) { change in
            let taken = try change.all(
                "delete from message_fresh where seq in (select f.seq from message_fresh f order by f.seq limit $1) returning seq, words, was",
                [SQLValue(count)]
            ) { FreshRow(seq: $0.int(0), line: $0.text(1), was: $0.text(2)) }.sorted { $0.seq < $1.seq }
            let new = taken.filter { $0.was.isEmpty }.map(\.row)
            try change.add(new)
            try change.keepEntries(new)
            for row in taken where !row.was.isEmpty {
                switch change.transaction.engine {
                case .sqlite: try FoundSQLite.mark(row.seq, from: row.was, to: row.row.mark, change.transaction)
                case .postgres: try FoundPostgres.mark(row.seq, from: row.was, to: row.row.mark, change.transaction)
                }
            }
        }
    }
}

/// A message that waits for the index, or for its new mark there.
struct FreshRow {
    let row: FoundRow
    let was: String
    var seq: Int64 { row.seq }

    init(seq: Int64, line: String, was: String) {
        row = FoundRow(seq: seq, words: FoundWords(line: line), mark: FoundWords.mark(of: line))
        self.was = was
    }
}
