import Logging
import Storage

extension Desk {
    static let sweepPeriod: Int64 = 300_000
    /// An upload that nothing came to use, and that no draft names, is forgotten after a week.
    static let unusedLife: Int64 = 7 * 86_400_000
    /// A file is left alone for a day after it was last written: by then its upload has named it, or never will.
    static let looseLife: Int64 = 86_400_000

    /// Forgets what nobody uses: rows first, then files that no row names, and what uploads that broke off left behind. Of the store's 256 folders
    /// one is looked through at a time; unless told, the clock says which, so that every node does its part without a word to the others.
    func sweepAttachments(slice: Int? = nil) async throws {
        try await forgetUnused()
        // Another database's rows say nothing about these files.
        guard try await attachments.belong(to: organisation().id) else {
            return log.error(
                "the attachments are another organisation's: they are not swept", metadata: ["folder": "\(attachments.folder)"])
        }
        let limit = now() - Self.looseLife
        try await attachments.removeUnfinished(before: limit)
        let old = try await attachments.names(in: slice ?? Int(now() / Self.sweepPeriod % 256), before: limit)
        for start in stride(from: 0, to: old.count, by: 200) {
            let names = old[start..<min(start + 200, old.count)]
            let used = try await read { try $0.namedFiles(names) }
            for name in names where !used.contains(name) { try await attachments.remove(name, before: limit) }
        }
    }

    private func forgetUnused() async throws {
        let limit = now() - Self.unusedLife
        try await write(by: .system) { change in
            // Claimed by a message meanwhile, it is no longer free when its row is locked. Ids are hexadecimal: nothing in them is a pattern.
            try change.run(
                """
                delete from attachment where case_id is null and id in (select a.id from attachment a where a.case_id is null and a.created_at < $1
                    and not exists (select 1 from draft d where d.user_id = a.owner and d.attachments like '%' || a.id || '%') limit 200)
                """, [.integer(limit)])
        }
    }
}

extension Storage.Transaction {
    fileprivate func namedFiles(_ names: ArraySlice<String>) throws -> Set<String> {
        let places = (1...names.count).map { "$\($0)" }.joined(separator: ", ")
        return Set(try all("select sha256 from attachment where sha256 in (\(places))", names.map { .text($0) }) { $0.text(0) })
    }
}
