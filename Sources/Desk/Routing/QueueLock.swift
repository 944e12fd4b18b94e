import Storage

/// What keeps a case from waiting beside a free agent, because two transactions each saw nothing to do.
///
/// Whoever frees a seat or makes an agent eligible holds the queue alone; whoever adds a waiting case holds it with others of their kind, and while
/// they do nobody in it becomes free. So an adder who finds no free agent leaves the case waiting at once, beside as many others as come; one who
/// finds some takes turns with those others to hand out the seats.
enum QueueLock {
    enum Hold { case alone, asAdder, handsOut }

    /// On SQLite there is one writer: everything is held.
    static func take(_ hold: Hold, _ queue: QueueID, _ transaction: any Transaction) throws {
        guard transaction.engine == .postgres else { return }
        let number = key(queue)
        switch hold {
        case .alone: try transaction.post("select pg_advisory_xact_lock($1)", [.integer(number)])
        case .asAdder: try transaction.post("select pg_advisory_xact_lock_shared($1)", [.integer(number)])
        case .handsOut: try transaction.post("select pg_advisory_xact_lock($1)", [.integer(~number)])
        }
    }

    /// 60 bits of the id's chance part: two queues that share them would only wait for each other.
    private static func key(_ queue: QueueID) -> Int64 {
        Int64(queue.text.filter { $0 != "-" }.suffix(15), radix: 16) ?? 0
    }
}
