import Storage

/// The rows of some cases of a load, ready to be written in one transaction.
struct LoadChunk: Sendable {
    var points = BulkInsert("contact_point", LoadedCustomer.pointColumns)
    var contacts = BulkInsert("contact", LoadedCustomer.contactColumns)
    var known = BulkInsert("contact_campaign", ["contact_id", "campaign_id", "created_at"])
    var words = BulkInsert("contact_word", ["word", "contact_id"])
    var cases = BulkInsert("cases", LoadedCase.columns)
    var tags = BulkInsert("case_tag", ["case_id", "tag_id"])
    var messages = BulkInsert("message", LoadedCase.messageColumns)
    /// What each of those says, and where: they are numbered when they are written.
    var said: [(text: String, queue: QueueID)] = []
    /// The cases' own words, numbered with them.
    var about: [(words: FoundWords, queue: QueueID)] = []
    var dispositions = BulkInsert(
        "disposition", ["id", "case_id", "campaign_id", "form_version", "answers", "outcome", "code", "author", "at"])
    var counts: [String: Int64] = [:]
    var loads: [String: Int64] = [:]
    /// That of the last case.
    var number: Int64 = 0

    mutating func count(_ name: String) { counts[name, default: 0] += 1 }

    func write(_ change: Change) throws {
        try contacts.write(change)
        try points.write(change)
        try known.write(change)
        try words.write(change)
        try writeCases(change)
        if change.transaction.engine == .postgres { try change.run("select setval('case_number', $1)", [.integer(number)]) }
        try tags.write(change)
        try writeMessages(change)
        try dispositions.write(change)
        for (name, count) in counts { change.count(name, count) }
        for (agent, load) in loads.sorted(by: { $0.key < $1.key }) {
            try change.run("update agent set load = load + $2 where user_id = $1", [.text(agent), .integer(load)])
        }
    }

    private func writeCases(_ change: Change) throws {
        let first = try change.reserveFound(about.count)
        var cases = cases
        cases.number(from: first)
        try cases.write(change)
        try change.addFound(about.enumerated().map { (seq: first + Int64($0), words: $1.words, queue: $1.queue) })
    }

    private func writeMessages(_ change: Change) throws {
        let first = try change.reserveFound(said.count)
        var messages = messages
        messages.number(from: first)
        try messages.write(change)
        try change.addFound(said.enumerated().map { (seq: first + Int64($0), text: $1.text, queue: $1.queue) })
    }
}
