import Storage

extension Change {
    /// Before a person closes: where the campaign requires it, whoever had the case has said a final word about it.
    /// Throws `case.disposition_required`, with what is missing, also of what they began to fill in.
    func requireDisposition(_ item: Case, _ policy: Policy, by viewer: Viewer) throws {
        guard policy.disposition == .required, item.isAttended else { return }
        let holding = try holding(of: item)
        guard holding.asksInVain(for: \.isFinal), let form = try transaction.newestForm(of: item.campaign) else { return }
        let draft = try formDraft(of: viewer.id, in: item)
        var missing: [DeskError.Field]
        if draft == nil, !holding.codes.isEmpty {
            missing = [
                DeskError.Field(
                    "disposition.code", "disposition.not_final",
                    "Lo que se guardó deja el caso en curso: para terminarlo hace falta una gestión con un resultado final.")
            ]
        } else {
            let said = FormJudgement(form.fields, draft ?? [], today: try organisation().day(at: now))
            missing = DeskError.fields(said.faults, form, at: "disposition.values")
            if missing.isEmpty {
                missing = [DeskError.Field("disposition", "disposition.unsaved", "El formulario está completo, pero todavía no se guardó.")]
            }
        }
        throw DeskError(
            "case.disposition_required", "Para terminar el caso #\(item.number) hace falta su gestión: completa el formulario.",
            fields: missing)
    }

    /// The values that somebody began to fill in, in this campaign's form.
    private func formDraft(of user: UserID, in item: Case) throws -> [JSONValue.Member]? {
        guard let draft = try transaction.draft(of: user, in: item.id, kind: .form) else { return nil }
        let begun = try JSONParser.parse(Array(draft.text.utf8), oddities: .lenient)
        guard begun["campaign"]?.text == item.campaign.text else { return nil }
        return begun["values"]?.members
    }
}
