import Storage

/// Turns the events of a case into sentences, one after the other: what came before says who had missed it.
struct RoutingStory {
    private var missed: Set<String> = []

    struct Step {
        struct Candidate {
            let agent: String
            let name: String
            let load: Int64?
            let capacity: Int64?
            let isChosen: Bool
            let why: Phrase
        }
        let at: Int64
        let kind: String
        let rule: Policy.Strategy?
        let waited: Int64?
        let agent: (id: String, name: String)?
        let words: Phrase
        let candidates: [Candidate]

        func write(to json: inout JSONText, _ language: Language) {
            json.object { json in
                json.field("at", time: at)
                json.field("kind", kind)
                json.field("text", words.text(in: language))
                json.field("rule", rule?.rawValue)
                json.key("waited")
                if let waited { json.integer(waited / 1000) } else { json.null() }
                json.key("agent")
                if let agent {
                    json.object {
                        $0.field("id", agent.id)
                        $0.field("name", agent.name)
                    }
                } else {
                    json.null()
                }
                json.key("candidates")
                json.array(candidates) { json, one in
                    json.object { json in
                        json.field("agent", one.agent)
                        json.field("name", one.name)
                        json.key("load")
                        if let load = one.load { json.integer(load) } else { json.null() }
                        json.key("capacity")
                        if let capacity = one.capacity { json.integer(capacity) } else { json.null() }
                        json.field("chosen", one.isChosen)
                        json.field("text", one.why.text(in: language))
                    }
                }
            }
        }
    }

    mutating func step(_ event: RoutingEvent, _ names: Names, _ transaction: any Transaction) throws -> Step {
        let holder = try event.after.agent.map { (id: $0.text, name: try names.person($0.text)) }
        let words = try sentence(event, holder?.name ?? "", names)
        let candidates = try event.trace.map { try self.candidates($0, event, names, transaction) } ?? []
        note(event)
        return Step(
            at: event.at, kind: event.kind, rule: event.trace?.rule, waited: event.trace?.waited, agent: holder, words: words,
            candidates: candidates)
    }

    /// Who missed the case stays out of its round, which ends where somebody takes it or it changes its queue.
    private mutating func note(_ event: RoutingEvent) {
        switch event.line?.system?.code {
        case "timedOut", "released":
            if let agent = lastOffered { missed.insert(agent) }
        case "accepted", "transferred", "overflowed": missed = []
        default: break
        }
        lastOffered = event.after.agent?.text
    }
    private var lastOffered: String?

    private func sentence(_ event: RoutingEvent, _ holder: String, _ names: Names) throws -> Phrase {
        let params = event.line?.system?.params ?? [:]
        let by = params["by"] ?? ""
        let queue = try names.queue(event.after.queue)
        if let trace = event.trace {
            let seconds = trace.waited / 1000
            return event.kind == "case.accepted"
                ? Phrase("Entregada a \(holder) por la regla «\(Self.name(of: trace.rule))», tras \(seconds) s en la cola \(queue).")
                : Phrase("Asignada a \(holder) por la regla «\(Self.name(of: trace.rule))», tras \(seconds) s en la cola \(queue).")
        }
        switch (event.kind, event.line?.system?.code) {
        case ("case.created", _):
            return event.after.state == .bot ? Phrase("Empezó con el bot de su línea.") : Phrase("Entró a la cola \(queue).")
        case (_, "timedOut"):
            return Phrase("\(params["agent"] ?? "") no la abrió a tiempo o dejó de estar disponible; volvió a la cola \(queue).")
        case (_, "overflowed"): return Phrase("Nadie de turno la tomó; desbordó a la cola \(queue).")
        case (_, "transferred") where event.after.agent != nil: return Phrase("\(by) la transfirió a \(holder), de la cola \(queue).")
        case (_, "transferUndone"): return Phrase("\(by) deshizo la transferencia.")
        case (_, "transferred"): return Phrase("\(by) la transfirió a la cola \(queue).")
        case (_, "released"): return Phrase("\(by) la devolvió a la cola \(queue).")
        case (_, "assigned"): return Phrase("\(by) la asignó a \(holder).")
        case ("case.accepted", _): return Phrase("La abrió \(holder).")
        case ("case.reopened", _): return Phrase("\(by) la reabrió.")
        default: return Phrase("Pasó a la cola \(queue).")
        }
    }

    /// The last word on a case that waits and is offered to nobody.
    static func heldBack(since at: Int64) -> Step {
        Step(
            at: at, kind: "case.heldBack", rule: nil, waited: nil, agent: nil,
            words: Phrase("Espera en su cola sin ofrecerse a nadie: su cliente está bloqueado. Al desbloquearlo se reparte enseguida."),
            candidates: [])
    }

    static func name(of rule: Policy.Strategy) -> Phrase {
        switch rule {
        case .roundRobin: Phrase("por turnos")
        case .fewestOpen: Phrase("menos abiertas según capacidad")
        case .longestIdle: Phrase("más tiempo libre")
        case .random: Phrase("al azar")
        case .manualPick: Phrase("cada quien elige")
        }
    }

    /// Those who were free, by the rule's order, and then the queue's other members with what kept them out.
    private func candidates(_ trace: RoutingTrace.Stored, _ event: RoutingEvent, _ names: Names, _ transaction: any Transaction) throws
        -> [Step.Candidate]
    {
        var found: [Step.Candidate] = []
        for (place, one) in trace.free.enumerated() {
            found.append(
                Step.Candidate(
                    agent: one.agent, name: try names.person(one.agent), load: one.load, capacity: one.capacity, isChosen: place == 0,
                    why: try place == 0 ? whyChosen(trace, names) : whyNot(one, trace, at: event.at)))
        }
        let others = try transaction.all(
            """
            select m.user_id, coalesce((select s.state from agent_state s where s.user_id = m.user_id and s.at <= $2 order by s.at desc, s.id desc limit 1), 'offline')
            from queue_member m where m.queue_id = $1 order by m.user_id limit 50
            """, [.text(event.after.queue.text), .integer(event.at)]
        ) { (id: $0.text(0), state: AgentState.Kind(rawValue: $0.text(1)) ?? .offline) }
        for other in others where !trace.free.contains(where: { $0.agent == other.id }) {
            found.append(
                Step.Candidate(
                    agent: other.id, name: try names.person(other.id), load: nil, capacity: nil, isChosen: false,
                    why: whyOut(other.state, isMissed: missed.contains(other.id), trace)))
        }
        return found
    }

    private func whyChosen(_ trace: RoutingTrace.Stored, _ names: Names) throws -> Phrase {
        guard let chosen = trace.free.first else { return Phrase("Libre") }
        if trace.cause == .freed { return Phrase("Elegida: quedó libre y era la siguiente de la cola") }
        guard let second = trace.free.dropFirst().first else { return Phrase("Elegida: nadie más estaba libre") }
        switch trace.rule {
        case .fewestOpen where chosen.load == second.load:
            return Phrase("Elegida: empate a \(chosen.load) con \(try names.person(second.agent)), lleva más tiempo sin recibir una")
        case .fewestOpen: return Phrase("Elegida: tiene menos abiertas")
        case .roundRobin: return Phrase("Elegida: era su turno")
        case .longestIdle: return Phrase("Elegida: lleva más tiempo libre")
        case .random: return Phrase("Elegida al azar")
        case .manualPick: return Phrase("La eligió")
        }
    }

    private func whyNot(_ one: RoutingTrace.Stored.Free, _ trace: RoutingTrace.Stored, at: Int64) -> Phrase {
        let seconds = max(0, at - (trace.rule == .longestIdle ? one.idleSince : one.routedAt)) / 1000
        switch trace.rule {
        case .fewestOpen where one.load == trace.free[0].load && one.routedAt > 0:
            return Phrase("Empate a \(one.load), recibió una hace \(seconds) s")
        case .fewestOpen: return Phrase("Tenía \(one.load) de \(one.capacity)")
        case .roundRobin where one.routedAt > 0: return Phrase("Su turno es después: recibió una hace \(seconds) s")
        case .longestIdle: return Phrase("Lleva libre \(seconds) s")
        default: return Phrase("También estaba libre")
        }
    }

    private func whyOut(_ state: AgentState.Kind, isMissed: Bool, _ trace: RoutingTrace.Stored) -> Phrase {
        if isMissed { return Phrase("Descartada: ya no la abrió o la devolvió en esta ronda") }
        switch state {
        case .offline: return Phrase("Descartada: desconectada")
        case .onBreak: return Phrase("Descartada: en descanso")
        case .wrapUp: return Phrase("Descartada: cerrando otra gestión")
        case .busy: return Phrase("Descartada: en gestión")
        case .available:
            return trace.free.count >= 3 || trace.cause == .freed
                ? Phrase("Iba después") : Phrase("Descartada: sin cupo o sin la habilidad que pide")
        }
    }
}
