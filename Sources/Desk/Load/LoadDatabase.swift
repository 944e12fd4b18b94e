import Storage

extension Desk {
    /// Fills a database for measurements: two years of customers, contacts, cases of every state an agent meets, their conversations and answers,
    /// in chunks of short transactions, counters and loads kept. The same cases every time, but for ids and the day. Made rows carry no events.
    /// Needs an organisation with a line, a queue and an agent; adds as many agents as so many open cases ask for. Throws `load.no_queue`.
    package func load(cases total: Int, messagesPerCase: Int = 10, progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
        let end = now() - 60_000
        try await write(by: .system) { change in
            try change.hireForLoad(total / 2000)
            try change.tagForLoad()
        }
        var writer = LoadWriter(try await read { try LoadGround($0) }, total: total, messages: messagesPerCase, end: end)
        var done = 0
        while done < total {
            let count = min(500, total - done)
            let chunk = writer.chunk(first: done, count: count, ids)
            try await write(by: .system) { try chunk.write($0) }
            done += count
            progress(done)
        }
    }
}

extension Change {
    /// So many agents more, none of whom can sign in, in one queue each and some in two.
    fileprivate func hireForLoad(_ count: Int) throws {
        let queues = try all("select id from queue where archived_at = 0 order by created_at, id", []) { $0.text(0) }
        guard !queues.isEmpty else { return }
        for number in 0..<min(count, 500) {
            var chance = LoadChance(seed: number, salt: 3)
            let email = "asesor-\(number + 1)@carga.example"
            guard try first("select 1 from users where email = $1", [.text(email)], { $0.int(0) }) == nil else { continue }
            let user = try NewUser(email: email, name: LoadTexts.person(&chance), role: .agent).checked()
            let id = try add(user: user, passwordHash: "").user.id
            let second = chance.happens(30) ? [queues[(number + 1) % queues.count]] : []
            for queue in Set([queues[number % queues.count]] + second) {
                try run(
                    "insert into queue_member (queue_id, user_id) values ($1, $2) on conflict do nothing", [.text(queue), .text(id.text)])
            }
        }
    }

    fileprivate func tagForLoad() throws {
        for name in LoadTexts.tags {
            try run(
                "insert into tag (id, name, folded, created_at) values ($1, $2, $3, $4) on conflict do nothing",
                [.text(newID()), .text(name), .text(Text.fold(name)), .integer(now)])
        }
    }
}
