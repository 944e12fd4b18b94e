import Desk
import Hummingbird

extension DeskServer {
    var caseRoutes: [Route] {
        [
            .staff(.get, "/api/v1/cases", isForBots: true, query: CaseQuery.keyNames.union([CaseQuery.attributePrefix + "*"])) { call, me in
                let query = try CaseQuery(call.query)
                guard let format = SheetFormat(of: call), !me.isBot else { return .json(try await desk.cases(query, for: me)) }
                return try await sheet(of: query, format, for: me)
            },
            .staff(.get, "/api/v1/cases/count", query: CaseQuery.keyNames.union([CaseQuery.attributePrefix + "*"])) { call, me in
                let count = try await desk.countCases(try CaseQuery(call.query), for: me)
                return .json { count.write(to: &$0) }
            },
            .staff(.put, "/api/v1/cases/{case}/follow-up") { call, me in
                let (at, owner, note) = try await call.body { fields in
                    (
                        try fields.optionalTime("at"), try fields.optionalID("owner", as: UserTag.self),
                        try fields.optionalText("note", longest: 2000)
                    )
                }
                guard let at else { throw DeskError.invalid("at", "required", "«at» es obligatorio: di cuándo volver al caso.") }
                return answer(try await desk.followUp(try call.caseReference, at: at, owner: owner, note: note ?? "", by: me), to: me)
            },
            .staff(.delete, "/api/v1/cases/{case}/follow-up") { call, me in
                answer(try await desk.endFollowUp(try call.caseReference, by: me), to: me)
            },
            .staff(.get, "/api/v1/cases/{case}", isForBots: true) { call, me in
                .json(try await desk.openCase(try call.caseReference, for: me))
            },
            .staff(.get, "/api/v1/cases/{case}/log") { call, me in
                .json(try await desk.caseLog(try call.caseReference, for: me))
            },
            .staff(.get, "/api/v1/cases/{case}/history", query: ["q", "cursor", "limit"]) { call, me in
                .json(try await desk.customerCases(of: try call.caseReference, try CustomerCaseQuery(call.query), for: me))
            },
            .staff(.get, "/api/v1/cases/{case}/attributes") { call, me in
                .json(try await desk.caseAttributes(try call.caseReference, for: me))
            },
            .staff(.get, "/api/v1/cases/{case}/routing") { call, me in
                .json(try await desk.routing(of: try call.caseReference, for: me))
            },
            .staff(.patch, "/api/v1/cases/{case}") { call, me in
                let changes = try await call.body { fields in
                    CaseChanges(
                        priority: try fields.priority(), type: try fields.patchedText("type").map { $0 ?? "" },
                        description: try fields.patchedText("description", longest: 2000).map { $0 ?? "" },
                        attributes: try fields.optionalMembers("attributes", most: 100) ?? [:])
                }
                return answer(try await desk.updateCase(try call.caseReference, changes, by: me), to: me)
            },
            .staff(.put, "/api/v1/cases/{case}/tags/{tag}") { call, me in
                try await call.emptyBody()
                return answer(try await desk.tag(try call.caseReference, try call.id("tag", noun: "tag"), true, by: me), to: me)
            },
            .staff(.delete, "/api/v1/cases/{case}/tags/{tag}") { call, me in
                answer(try await desk.tag(try call.caseReference, try call.id("tag", noun: "tag"), false, by: me), to: me)
            },
            .staff(.put, "/api/v1/cases/{case}/escalation") { call, me in
                let reason = try await call.optionalBody { try $0.optionalText("reason", longest: 2000) }
                return answer(try await desk.escalate(try call.caseReference, reason: reason ?? "", by: me), to: me)
            },
            .staff(.delete, "/api/v1/cases/{case}/escalation") { call, me in
                answer(try await desk.settleEscalation(try call.caseReference, by: me), to: me)
            },
            .staff(.put, "/api/v1/cases/{case}/snooze") { call, me in
                let (until, reason) = try await call.body { (try $0.optionalTime("until"), try $0.optionalText("reason", longest: 1000)) }
                return answer(try await desk.snooze(try call.caseReference, until: until, reason: reason ?? "", by: me), to: me)
            },
            .staff(.delete, "/api/v1/cases/{case}/snooze") { call, me in
                answer(try await desk.wake(try call.caseReference, by: me), to: me)
            },
            .staff(.put, "/api/v1/cases/{case}/acceptance") { call, me in
                try await call.emptyBody()
                return answer(try await desk.accept(try call.caseReference, by: me), to: me)
            },
            .staff(.delete, "/api/v1/cases/{case}/acceptance") { call, me in
                answer(try await desk.release(try call.caseReference, by: me), to: me)
            },
            .staff(.put, "/api/v1/cases/{case}/closure") { call, me in
                let disposition = try await call.optionalBody { try $0.optionalObject("disposition") { try NewDisposition(&$0) } }
                return answer(try await desk.close(try call.caseReference, with: disposition, by: me), to: me)
            },
            .staff(.delete, "/api/v1/cases/{case}/closure") { call, me in
                answer(try await desk.reopen(try call.caseReference, by: me), to: me)
            },
            .staff(.delete, "/api/v1/cases/{case}/bot", isForBots: true) { call, me in
                let (queue, reason) = try await call.optionalBody { fields in
                    (try fields.optionalID("queue", as: QueueTag.self), try fields.optionalText("reason", longest: 1000))
                }
                try await desk.handOff(try call.caseReference, to: queue, reason: reason ?? "", by: me)
                return .noContent
            },
            .staff(.put, "/api/v1/cases/{case}/assignment") { call, me in
                let agent = try await call.body { try $0.optionalID("agent", as: UserTag.self) }
                return answer(try await desk.assign(try call.caseReference, to: agent, by: me), to: me)
            },
            .staff(.put, "/api/v1/cases/{case}/flag") { call, me in
                try await call.emptyBody()
                return answer(try await desk.flag(try call.caseReference, true, by: me), to: me)
            },
            .staff(.delete, "/api/v1/cases/{case}/flag") { call, me in
                answer(try await desk.flag(try call.caseReference, false, by: me), to: me)
            },
            .staff(.put, "/api/v1/cases/{case}/read") { call, me in
                let message = try await call.body { try $0.id("message", as: MessageTag.self) }
                try await desk.markRead(try call.caseReference, message: message, by: me)
                return .noContent
            },
            .staff(.put, "/api/v1/cases/{case}/presence") { call, me in
                let (viewing, typing) = try await call.body { (try $0.bool("viewing"), try $0.bool("typing")) }
                try await desk.notePresence(try call.caseReference, viewing: viewing, typing: typing, by: me, feed: streams.feed)
                return .noContent
            },
        ]
    }

    func answer(_ item: Case, to viewer: Viewer) -> Response {
        .json { json in
            json.object { json in
                json.key("case")
                item.writeCard(to: &json, sight: item.audience.sight(of: viewer))
            }
        }
    }
}

extension DeskServer {
    /// All that the list has, page by page.
    private func sheet(of query: CaseQuery, _ format: SheetFormat, for viewer: Viewer) async throws -> Response {
        var all = query
        all.limit = 200
        let first = all, desk = desk, language = Language(rawValue: viewer.locale) ?? .es
        return try await sheet(
            format, name: "casos-\(Timestamp.text(desk.now()).prefix(10))", title: Desk.caseTitle(in: language),
            headings: Desk.caseHeadings(in: language)
        ) { cursor in
            var page = first
            if let cursor { page.cursor = cursor }
            return try await desk.caseRows(page, for: viewer)
        }
    }
}

extension Fields {
    fileprivate mutating func priority() throws -> Priority? {
        guard let word = try optionalText("priority") else { return nil }
        guard let priority = Priority(word: word) else {
            throw wrong("priority", "priority.unknown", "«priority» debe ser una de: critical, high, medium, low.")
        }
        return priority
    }
}

extension CaseQuery {
    init(_ query: Query) throws { try self.init(keys: query.all) }
}
