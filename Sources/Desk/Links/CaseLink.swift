import Storage

/// A way to read one case from outside, without signing in: whoever has the address has it, until it expires or is revoked.
package struct CaseLink: Sendable {
    package let createdAt: Int64
    package let expiresAt: Int64
    package let author: (id: String, name: String)?

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("createdAt", time: createdAt)
            json.field("expiresAt", time: expiresAt)
            json.key("by")
            if let author {
                json.object {
                    $0.field("id", author.id)
                    $0.field("name", author.name)
                }
            } else {
                json.null()
            }
        }
    }
}

extension Desk {
    /// A new secret for the case's one link; an older address ends. Only whoever reads the whole case gives it away; audited.
    /// Throws `case.not_found`, `case.not_accepted`, `request.invalid`.
    package func shareCase(_ reference: CaseReference, days: Int64, by viewer: Viewer) async throws -> (token: String, link: CaseLink) {
        guard (1...90).contains(days) else { throw DeskError.invalid("days", "out_of_range", "«days» debe estar entre 1 y 90.") }
        let token = Credential.make("vl_")
        return try await write(by: .staff(viewer)) { change in
            let item = try change.shared(reference, by: viewer)
            let expires = change.now + days * 86_400_000
            try change.run(
                """
                insert into case_link (case_id, token_hash, author, created_at, expires_at) values ($1, $2, $3, $4, $5)
                on conflict (case_id) do update set token_hash = excluded.token_hash, author = excluded.author, created_at = excluded.created_at,
                    expires_at = excluded.expires_at
                """,
                [.text(item.id.text), .text(Credential.hash(token)), .text(viewer.id.text), .integer(change.now), .integer(expires)])
            try change.audit("case.shared", target: item.id.text, data: "{\"until\":\"\(Timestamp.text(expires))\"}")
            return (token, CaseLink(createdAt: change.now, expiresAt: expires, author: (viewer.id.text, viewer.name)))
        }
    }

    /// Nothing happens where there is none.
    package func unshareCase(_ reference: CaseReference, by viewer: Viewer) async throws {
        try await write(by: .staff(viewer)) { change in
            let item = try change.shared(reference, by: viewer)
            let ended = try change.first("delete from case_link where case_id = $1 returning case_id", [.text(item.id.text)]) { $0.text(0) }
            if ended != nil { try change.audit("case.unshared", target: item.id.text) }
        }
    }

    /// The case's link, if one stands; never its secret.
    package func caseLink(_ reference: CaseReference, for viewer: Viewer) async throws -> CaseLink? {
        let now = now()
        return try await read { transaction in
            let item = try transaction.readableCase(reference, for: viewer)
            return try transaction.first(
                "select l.created_at, l.expires_at, l.author, (select u.name from users u where u.id = l.author) from case_link l where l.case_id = $1 and l.expires_at > $2",
                [.text(item.id.text), .integer(now)]
            ) { row in
                let author = row.text(2)
                return CaseLink(createdAt: row.int(0), expiresAt: row.int(1), author: row.textOrNil(3).map { (author, $0) })
            }
        }
    }

    /// Links that are over.
    func sweepLinks() async throws {
        try await write(by: .system) { try $0.run("delete from case_link where expires_at <= $1", [.integer($0.now)]) }
    }
}

extension Change {
    /// Nothing of the case itself changes, so it is not touched.
    fileprivate func shared(_ reference: CaseReference, by viewer: Viewer) throws -> Case {
        let item = try transaction.readableCase(reference, for: viewer)
        guard item.audience.sight(of: viewer) == .full else {
            throw DeskError.forbidden("Solo quien lee toda la conversación puede compartirla; de un caso exclusivo, quien lo atiende.")
        }
        return item
    }
}
