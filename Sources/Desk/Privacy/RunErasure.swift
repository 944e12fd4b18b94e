import FoundationEssentials
import Logging
import Storage

extension Desk {
    /// Messages, deliveries or events in one transaction.
    static let erasureChunk = 200

    /// Goes on with an erasure to its end: each stretch in a transaction of its own, with where the next one begins.
    func erase(_ job: Job) async throws {
        while true {
            let (goesOn, files) = try await write(by: .system) { try $0.eraseNext(job) }
            for file in files { try await attachments.remove(file, before: .max) }
            guard goesOn else { return }
        }
    }
}

extension Change {
    /// The next stretch; the files that nobody names any more go once it is committed.
    func eraseNext(_ job: Job) throws -> (goesOn: Bool, files: [String]) {
        // Before the place is read: two who have the job at once, the lease having lapsed, take one turn after the other.
        try keepLease(of: job)
        guard let held = try transaction.erasure(of: ContactID(job.data)), held.state == .running else {
            try finish(job)
            return (false, [])
        }
        var report = held.report, files: [String] = []
        let next =
            switch held.place {
            case .messages(let after, let at, let place, let isNew):
                try eraseMessages(held, after: after, at: at, place: place, isNew: isNew, &report, &files)
            case .journal(let account, let at, let id): try eraseJournal(held, account: account, at: at, id: id, &report)
            case .log(let id): try eraseLog(held, after: id, &report)
            case .end: ErasurePlace.end
            }
        let isDone = next == .end
        let counts = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
        try run(
            "update erasure set place = $2, report = $3, state = $4, finished_at = $5, keys = case when $4 = 'done' then '[]' else keys end where id = $1",
            [.text(held.id.text), .text(try next.json), .text(counts), .text(isDone ? "done" : "running"), .integer(isDone ? now : 0)])
        if isDone {
            try audit("contact.erasure_done", target: held.contact.text, data: counts)
            try finish(job)
        }
        return (!isDone, files)
    }

    /// - Parameter after: the case, empty before the first.
    private func eraseMessages(
        _ held: Erasure, after: String, at: Int64, place: Int64, isNew: Bool, _ report: inout [String: Int64], _ files: inout [String]
    ) throws -> ErasurePlace {
        guard !isNew else {
            let next = try first(
                "select id from cases where contact_id = $1 and id > $2 order by id limit 1", [.text(held.contact.text), .text(after)]
            ) { CaseID($0.text(0)) }
            guard let next else { return .journal(account: "", at: 0, id: "") }
            try eraseCase(next, &report, &files)
            return .messages(after: next.text, at: 0, place: Int64.min, isNew: false)
        }
        let messages = try all(
            "select \(Message.columns), m.provider_id from message m where m.case_id = $1 and (m.at, m.place) > ($2, $3) order by m.at, m.place limit $4",
            [.text(after), .integer(at), .integer(place), SQLValue(Desk.erasureChunk)]
        ) { (message: try Message(row: $0), provider: $0.textOrNil(22)) }
        if !messages.isEmpty {
            // Whoever has the conversation on their screen is told of each: what is erased stays on none.
            let item = try touch(.id(CaseID(after)), for: .system)
            for (message, provider) in messages { try erase(message, provider, of: item) }
        }
        report["messages", default: 0] += Int64(messages.count { $0.message.kind != .system })
        guard messages.count == Desk.erasureChunk, let last = messages.last?.message else {
            try retell(CaseID(after))
            return .messages(after: after, at: 0, place: 0, isNew: true)
        }
        return .messages(after: after, at: last.at, place: last.place, isNew: false)
    }

    private func erase(_ message: Message, _ provider: String?, of item: Case) throws {
        let data: String
        switch message.kind {
        case .system:
            // Who did what stays, for those are ours; what they wrote about it goes.
            let said = try JSONParser.parse(Array(message.data.utf8))
            let kept = ["by", "agent", "number", "priority", "hours"].compactMap { name in said["params"]?[name]?.text.map { (name, $0) } }
            data = Message.system(said["code"]?.text ?? "", kept)
        case .call:
            let said = try JSONParser.parse(Array(message.data.utf8))
            var json = JSONText()
            json.object { json in
                for name in ["callId", "direction", "status"] {
                    json.key(named: name)
                    json.string(said[name]?.text)
                }
                if let duration = said["duration"]?.integer { json.field("duration", duration) }
            }
            data = json.text
        default: data = ""
        }
        try forgetFound(message.id)
        let erased = try first(
            """
            update message set version = $3, body = '', data = $2, author_name = case when author_kind = 'customer' then '' else author_name end, reason = '',
                attachments = '[]', reactions = '[]', quote = '' where id = $1
            returning \(Message.returning)
            """, [.text(message.id.text), .text(data), .integer(item.version)], Message.init(row:))
        if let erased { announce(.on(item, "message.updated", before: item.audience, message: erased.json)) }
        try run("update attempt set reason = '' where message_id = $1 and reason <> ''", [.text(message.id.text)])
        if let provider {
            try run(
                "update receipt set reason = '' where account_id = $1 and provider_id = $2 and reason <> ''",
                [.text(message.account.text), .text(provider)])
            try run("delete from reaction where account_id = $1 and target = $2", [.text(message.account.text), .text(provider)])
        }
    }

    /// What hangs on a case beside its messages.
    private func eraseCase(_ id: CaseID, _ report: inout [String: Int64], _ files: inout [String]) throws {
        let item: [SQLValue] = [.text(id.text)]
        func count(_ kind: String, _ sql: String) throws { report[kind, default: 0] += Int64(try transaction.runCounting(sql, item)) }
        report["cases", default: 0] += 1
        let held = try all("delete from attachment where case_id = $1 returning sha256", item) { $0.text(0) }
        report["attachments", default: 0] += Int64(held.count)
        for file in Set(held).sorted() where !file.isEmpty {
            if try first("select 1 from attachment where sha256 = $1 limit 1", [.text(file)], { $0.int(0) }) == nil { files.append(file) }
        }
        try count("drafts", "delete from draft where case_id = $1")
        try count("links", "delete from case_link where case_id = $1")
        try count("dispositions", "update disposition set answers = '{}' where case_id = $1 and answers <> '{}'")
        try run("delete from case_attribute where case_id = $1", item)
        try run("update bulk_item set effect = '' where case_id = $1 and effect <> ''", item)
        try run("update transfer set reason = '', note = '' where case_id = $1", item)
        try run("delete from job where lane = $1", item)
        try count("events", "delete from event where case_id = $1")
        try run(
            """
            update cases set description = '', subject = '', subject_key = '', follow_up_note = '', attributes = '{}', preview_text = '', preview_author = '', escalation = '', waiting_reason = '',
                live_call = '' where id = $1
            """, item)
    }

    /// Its card as it now is, to whoever has another one: to those who see it, and to those who keep what they had of it.
    private func retell(_ id: CaseID) throws {
        let item = try touch(.id(id), for: .system)
        try index(item, isNew: false)
        announce(.on(item, "case.updated", before: item.audience))
        announce(
            Event(
                kind: "case.attributes", before: item.audience, after: item.audience, data: Self.attributes(FieldValues(), of: item).text))
        try run(
            "update attended set face = $2, preview = $3 where case_id = $1 or source_id = $1",
            [.text(id.text), .text(item.face), .text(item.previewJSON)])
    }

    /// What providers delivered, on the lines that their cases came by: a delivery that names one of their addresses is emptied, whoever else it was of;
    /// its items were taken when it came.
    private func eraseJournal(_ held: Erasure, account: String, at: Int64, id: String, _ report: inout [String: Int64]) throws
        -> ErasurePlace
    {
        let rows =
            account.isEmpty || held.keys.isEmpty
            ? []
            : try all(
                "select id, at, body, summary from journal where account_id = $1 and (at, id) > ($2, $3) order by at, id limit $4",
                [.text(account), .integer(at), .text(id), SQLValue(Desk.erasureChunk)]
            ) { (id: $0.text(0), at: $0.int(1), text: String(decoding: $0.blob(2), as: UTF8.self) + $0.text(3)) }
        for row in rows where held.keys.contains(where: { row.text.contains($0) }) {
            try run(
                "update journal set body = $2, headers = '[]', summary = '', failures = '[]' where id = $1", [.text(row.id), .blob([])])
            report["deliveries", default: 0] += 1
        }
        if rows.count == Desk.erasureChunk, let last = rows.last { return .journal(account: account, at: last.at, id: last.id) }
        let next =
            try first(
                "select min(account_id) from cases where contact_id = $1 and account_id > $2", [.text(held.contact.text), .text(account)]
            ) { $0.textOrNil(0) } ?? nil
        return next.map { .journal(account: $0, at: 0, id: "") } ?? .log(id: 0)
    }

    /// The log's rows about the contact itself name it; they are of no case, so the log is walked, by its rows' numbers.
    private func eraseLog(_ held: Erasure, after: Int64, _ report: inout [String: Int64]) throws -> ErasurePlace {
        let end = after + 5_000
        let everyone = try all("select id from contact where id = $1 or merged_into = $1", [.text(held.contact.text)]) { $0.text(0) }
        for contact in everyone {
            let gone = try transaction.runCounting(
                """
                delete from event where id > $1 and id <= $2 and case_id = '' and kind in ('contact.updated', 'contact.blocked', 'contact.unblocked')
                    and at <= $3 and replace(data, $4, '') <> data
                """, [.integer(after), .integer(end), .integer(held.at), .text("\"\(contact)\"")])
            report["events", default: 0] += Int64(gone)
        }
        // A case's own fields are told beside its card, by events that name it in what they say.
        let told = try transaction.runCounting(
            """
            delete from event where id > $1 and id <= $2 and case_id = '' and kind = 'case.attributes' and at <= $3
                and substr(data, 10, 36) in (select c.id from cases c where c.contact_id = $4)
            """, [.integer(after), .integer(end), .integer(held.at), .text(held.contact.text)])
        report["events", default: 0] += Int64(told)
        let head = try first("select id from event order by id desc limit 1", []) { $0.int(0) } ?? 0
        if end < head { return .log(id: end) }
        for key in held.keys {
            try run(
                "delete from contact_import_error where replace(value, $1, '') <> value or replace(message, $1, '') <> message",
                [.text(key)])
        }
        return .end
    }
}
