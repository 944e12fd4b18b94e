/// What a policy may say: each key in its range, and no two that contradict each other. One answer names all of it.
extension FieldCheck {
    private static let channels: Set<String> = ["whatsapp", "email", "webchat", "telegram", "messenger", "instagram", "voice", "api"]

    package mutating func policy(_ policy: Policy) {
        range(policy.silenceHours, 0...8760, "policy.silenceHours")
        range(policy.reopenHours, 0...8760, "policy.reopenHours")
        range(policy.offerTimeout, 0...86_400, "policy.offerTimeout")
        range(policy.orphanRequeue, 0...10_080, "policy.orphanRequeue")
        range(policy.wrapUp, 0...3600, "policy.wrapUp")
        range(policy.undoSend, 0...60, "policy.undoSend")
        for (channel, weight) in policy.weights.sorted(by: { $0.key < $1.key }) {
            choice(channel, Self.channels, "policy.weights")
            range(weight, 1...100, "policy.weights.\(channel)")
        }
        once(policy.closeTriggers, "policy.closeTriggers")
        once(policy.transferTargets, "policy.transferTargets")
        once(policy.tabs, "policy.tabs")
        rights(policy)
        closing(policy)
        offers(policy)
    }

    private mutating func once<Word: Hashable>(_ words: [Word], _ field: String) {
        if Set(words).count < words.count { fault(field, "\(field).repeated", "«\(field)» nombra algo dos veces; quita lo repetido.") }
    }

    /// The right to close or reopen never exceeds sight.
    private mutating func rights(_ policy: Policy) {
        let isNarrow = policy.visibility == .exclusive || policy.visibility == .assignee
        for (circle, field) in [(policy.whoMayClose, "policy.whoMayClose"), (policy.whoMayReopen, "policy.whoMayReopen")] {
            if isNarrow, circle == .queue || circle == .everyone {
                contradiction(
                    field,
                    "«\(field): \(circle.rawValue)» contradice «policy.visibility: \(policy.visibility.rawValue)»: quien no ve un caso no puede cerrarlo ni reabrirlo. Amplía la visibilidad o restringe ese permiso."
                )
            } else if policy.visibility == .exclusive, circle == .supervisor {
                contradiction(
                    field,
                    "«\(field): supervisor» contradice «policy.visibility: exclusive»: de un caso exclusivo los supervisores solo ven la ficha, así que nadie podría hacerlo."
                )
            }
        }
        if policy.whoMayClose == .nobody {
            contradiction(
                "policy.whoMayClose", "«policy.whoMayClose: nobody» dejaría casos que nadie puede terminar; elige quién los cierra.")
        }
    }

    private mutating func closing(_ policy: Policy) {
        if policy.closeTriggers.isEmpty {
            contradiction(
                "policy.closeTriggers", "Sin ningún desencadenante de cierre un caso no terminaría nunca; deja al menos «manual».")
        }
        if policy.closeTriggers.contains(.disposition), policy.disposition == .off {
            contradiction(
                "policy.closeTriggers",
                "Una tipificación no puede cerrar casos («disposition») si la campaña no tipifica («policy.disposition: off»).")
        }
        if policy.closeTriggers.contains(.customerSilent) != (policy.silenceHours > 0) {
            contradiction(
                "policy.silenceHours",
                "«policy.silenceHours» y el desencadenante «customerSilent» van juntos: pon ambos, o ninguno y 0 horas.")
        }
        if (policy.afterClose == .reopenWithin) != (policy.reopenHours > 0) {
            contradiction(
                "policy.reopenHours", "«policy.reopenHours» y «policy.afterClose: reopenWithin» van juntos: pon ambos, o ninguno y 0 horas."
            )
        }
    }

    private mutating func offers(_ policy: Policy) {
        if policy.acceptance == .automatic, policy.offerTimeout > 0 {
            contradiction(
                "policy.offerTimeout",
                "Con «policy.acceptance: automatic» nada espera a ser aceptado, así que «policy.offerTimeout» debe ser 0.")
        }
        if policy.offerThen == .overflow, policy.overflowQueue == nil {
            contradiction("policy.overflowQueue", "«policy.offerThen: overflow» necesita la cola de desborde en «policy.overflowQueue».")
        }
        if policy.orphan == .requeue, policy.orphanRequeue == 0 {
            contradiction(
                "policy.orphanRequeue", "«policy.orphan: requeue» necesita los minutos tras los que el caso vuelve a su cola, desde 1.")
        }
        if policy.strategy == .manualPick, policy.acceptance == .automatic {
            contradiction(
                "policy.acceptance",
                "Con «policy.strategy: manualPick» nadie reparte los casos, así que no se aceptan solos: usa «onSelect» u «onFirstReply».")
        }
    }

    private mutating func contradiction(_ field: String, _ message: Phrase) { fault(field, "policy.contradiction", message) }
}
