import Storage

extension Change {
    /// Before a transfer: where the campaign asks for its form first, somebody has answered it while this agent held the case.
    /// Throws `transfer.form_required`.
    func checkTransferForm(_ item: Case, _ policy: Policy, by viewer: Viewer) throws {
        guard policy.transferForm == .required, policy.disposition != .off, item.isAttended else { return }
        guard try holding(of: item).asksInVain(for: { _ in true }) else { return }
        throw DeskError(
            "transfer.form_required",
            "La campaña pide su formulario antes de transferir: guarda la gestión del caso #\(item.number) y transfiérelo.",
            field: "disposition")
    }

    /// What was answered about a case since whoever has it took it, in the campaign where it is; and whether that campaign asks anything.
    func holding(of item: Case) throws -> Holding {
        let rows = try all(Self.holdingSQL, [.text(item.id.text), .integer(item.openedAt), .text(item.campaign.text)]) {
            (asks: $0.int(0) != 0, code: $0.text(1))
        }
        return Holding(hasForm: rows.first?.asks ?? false, codes: rows.compactMap { DispositionCode(rawValue: $0.code) })
    }

    static let holdingSQL = """
        select case when f.fields = '[]' then 0 else 1 end, coalesce(d.code, '') from outcome_form f
            left join disposition d on d.case_id = $1 and d.at >= cast($2 as bigint) and d.campaign_id = f.campaign_id
        where f.campaign_id = $3 and f.version = (select max(n.version) from outcome_form n where n.campaign_id = $3)
        """
}

/// One agent's time with a case.
struct Holding {
    let hasForm: Bool
    let codes: [DispositionCode]

    /// A campaign without a form asks nothing.
    func asksInVain(for suffices: (DispositionCode) -> Bool) -> Bool { hasForm && !codes.contains(where: suffices) }
}

/// What an answer says of the matter: done with, still going on, or none at all.
package enum DispositionCode: String, Sendable, CaseIterable {
    case final, nonFinal, spam

    package var isFinal: Bool { self != .nonFinal }
}

extension Case {
    /// Somebody has taken it: there is something to answer about.
    var isAttended: Bool { state == .open || state == .waiting }
}
