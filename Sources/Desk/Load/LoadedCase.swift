import Storage

/// One case of a load with its conversation.
struct LoadedCase {
    let state: CaseState
    let line: LoadGround.Line
    let agent: LoadGround.Agent
    let closedAt: Int64

    static let columns = [
        "number", "id", "version", "state", "campaign_id", "queue_id", "account_id", "channel", "contact_id", "point_id", "agent_id",
        "visibility",
        "scope_key", "birth_scope", "created_at", "updated_at", "queued_at", "offered_at", "opened_at", "closed_at", "closed_by",
        "changed_at",
        "changed_by", "last_message_at", "last_inbound_at", "newest_message", "preview_kind", "preview_text", "preview_direction",
        "preview_author",
        "preview_status", "unread_count", "unread_since", "channels", "last_channel", "inbound_channel", "preview_rule", "makes_busy",
        "priority",
        "type", "tags", "flagged", "outside_hours", "outcome", "outcome_code", "description", "window_ends", "wake_at", "waiting_reason",
        "found",
    ]
    static let messageColumns = [
        "id", "case_id", "account_id", "point_id", "version", "kind", "direction", "author_kind", "author_id", "author_name", "body",
        "status", "at",
        "place", "channel", "found",
    ]

    init(
        number: Int64, state: CaseState, line: LoadGround.Line, customer: LoadedCustomer, born: Int64, end: Int64, most: Int,
        _ ids: IDMaker,
        _ chance: inout LoadChance, _ ground: LoadGround, _ rows: inout LoadChunk
    ) {
        (self.state, self.line) = (state, line)
        agent = chance.pick(line.agents)
        let id = ids.make(at: born)
        let talk = Self.talk(id, state, line, customer, agent, born: born, end: end, most: most, ids, &chance, &rows)
        closedAt = state == .closed ? min(end, talk.last + Int64(chance.within(60...7200)) * 1000) : 0
        let opened = state == .queued || state == .offered ? 0 : min(end, born + Int64(chance.within(10...3600)) * 1000)
        let isHeld = state.isHeld
        let scope = ScopeKey.make(
            policy: line.policy, contact: customer.contact, point: customer.point, account: line.id, campaign: line.campaign, thread: nil)
        let isUnread = state == .queued || state == .offered || (state == .open && talk.isLastInbound && chance.happens(60))
        let tags =
            chance.happens(15) && !ground.tags.isEmpty ? Set((0..<chance.within(1...3)).map { _ in chance.pick(ground.tags) }).sorted() : []
        for tag in tags { rows.tags.add([.text(id), .text(tag)]) }
        let answer = state == .closed && chance.happens(80) ? line.form : nil
        let outcome = answer.map { chance.pick($0.options) }
        if let answer, let outcome {
            rows.dispositions.add([
                .text(ids.make(at: closedAt)), .text(id), .text(line.campaign.text), .integer(answer.version),
                .text("{\"\(answer.field)\":\"\(outcome.id)\"}"), .text(outcome.label), .text(outcome.code), .text(agent.id),
                .integer(closedAt),
            ])
        }
        let isForeverOpen = line.channel != "whatsapp"
        let wakes = state == .waiting && chance.happens(60)
        let until = state == .closed ? closedAt : talk.last
        let type = !line.types.isEmpty && chance.happens(70) ? chance.pick(line.types) : ""
        let description = chance.happens(30) ? LoadTexts.subject(&chance) : ""
        let about = ["\(number)", customer.words, description, type, outcome?.label ?? ""].joined(separator: "\n")
        rows.about.append((words: FoundWords(about, ends: customer.digits), queue: line.queue))
        rows.cases.add([
            .integer(number), .text(id), .integer(talk.version + 1), .text(state.rawValue), .text(line.campaign.text),
            .text(line.queue.text),
            .text(line.id.text), .text(line.channel), SQLValue(customer.contact?.text), .text(customer.point.text),
            isHeld ? .text(agent.id) : .null, .text(line.policy.visibility.rawValue), state == .closed ? .null : .text(scope), .text(scope),
            .integer(born), .integer(until), .integer(born), .integer(state == .offered ? end : 0), .integer(opened), .integer(closedAt),
            state == .closed ? .text(agent.id) : .null, .integer(until), .text(state == .queued ? "system" : agent.id), .integer(talk.last),
            .integer(talk.lastInbound), .text(talk.newest), .text("text"), .text(String(talk.text.prefix(200))),
            .text(talk.isLastInbound ? "in" : "out"), .text(talk.isLastInbound ? "" : agent.name), .text(talk.isLastInbound ? "" : "read"),
            .integer(isUnread ? Int64(chance.within(1...4)) : 0), .integer(isUnread ? talk.lastInbound : 0), .text("[\"\(line.channel)\"]"),
            .text(line.channel), .text(line.channel), .text(line.policy.preview.rawValue), .integer(line.policy.busyWhileOpen ? 1 : 0),
            .integer(Self.priority(&chance).rawValue), .text(type),
            .text("[\(tags.map { "\"\($0)\"" }.joined(separator: ","))]"), .integer(chance.happens(2) ? 1 : 0),
            .integer(chance.happens(12) ? 1 : 0),
            .text(outcome?.label ?? ""), .text(outcome?.code ?? ""), .text(description),
            .integer(isForeverOpen ? 0 : talk.lastInbound + 86_400_000),
            .integer(wakes ? end + Int64(chance.within(3600...259_200)) * 1000 : 0),
            .text(state == .waiting && !wakes ? "Espera al almacén" : ""),
        ])
    }

    private static func priority(_ chance: inout LoadChance) -> Priority {
        switch chance.below(100) {
        case ..<3: .critical
        case ..<15: .high
        case ..<85: .medium
        default: .low
        }
    }

    private struct Talk {
        var version: Int64 = 1
        var last: Int64
        var lastInbound: Int64
        var isLastInbound = true
        var newest = ""
        var text = ""
    }

    /// From half to one and a half times as many messages as asked for; only the customer's while nobody has taken the case.
    private static func talk(
        _ id: String, _ state: CaseState, _ line: LoadGround.Line, _ customer: LoadedCustomer, _ agent: LoadGround.Agent, born: Int64,
        end: Int64,
        most: Int, _ ids: IDMaker, _ chance: inout LoadChance, _ rows: inout LoadChunk
    ) -> Talk {
        var talk = Talk(last: born, lastInbound: born)
        let isTaken = state != .queued && state != .offered
        let count = isTaken ? max(1, most * chance.within(50...150) / 100) : chance.within(1...3)
        var at = born
        for place in 0..<count {
            let isInbound = place == 0 || !isTaken || chance.happens(50)
            let isNote = !isInbound && chance.happens(5)
            let body = isInbound ? LoadTexts.ask(&chance) : isNote ? LoadTexts.note(&chance) : LoadTexts.answer(&chance)
            let message = ids.make(at: at)
            rows.messages.add([
                .text(message), .text(id), .text(line.id.text), .text(customer.point.text), .integer(talk.version),
                .text(isNote ? "note" : "text"), .text(isInbound ? "in" : isNote ? "none" : "out"), .text(isInbound ? "customer" : "agent"),
                .text(isInbound ? "" : agent.id), .text(isInbound ? customer.name : agent.name), .text(body),
                .text(isInbound || isNote ? "" : "read"), .integer(at), .integer(talk.version * 16), .text(line.channel),
            ])
            rows.said.append((text: body, queue: line.queue))
            if !isNote {
                (talk.last, talk.isLastInbound, talk.text) = (at, isInbound, body)
                if isInbound { talk.lastInbound = at } else { talk.newest = message }
            }
            talk.version += 1
            at = min(end, at + Int64(chance.within(20...1800)) * 1000)
        }
        return talk
    }
}
