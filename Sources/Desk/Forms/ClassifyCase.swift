import Storage

package struct NewDisposition: Sendable {
    package var id: DispositionID
    package var formVersion: Int64
    package var values: [JSONValue.Member]
    /// Only where the form's primary field doesn't say it.
    package var code: DispositionCode?
    package init(id: DispositionID, formVersion: Int64, values: [JSONValue.Member], code: DispositionCode? = nil) {
        self.id = id
        self.formVersion = formVersion
        self.values = values
        self.code = code
    }
}

extension Desk {
    /// Answers the campaign's form about a case. A final or spam code closes it in the same transaction where the policy says so, unless `resolves` is false.
    /// A repeat with the same id answers the same. Throws `form.old_version`, `form.invalid`, `form.none`, `disposition.off`, `case.not_holder`, `id.conflict`.
    package func classify(_ reference: CaseReference, _ new: NewDisposition, resolves: Bool = true, by viewer: Viewer) async throws
        -> (created: Bool, disposition: Disposition, item: Case)
    {
        do {
            return try await write(by: .staff(viewer)) { change in
                let item = try change.touch(reference)
                if let held = try change.repeated(new, of: item) { throw ClassifiedAlready(disposition: held, item: item) }
                let policy = try change.policy(of: item.campaign)
                let (disposition, shown) = try change.classify(item, policy, new, by: viewer)
                guard resolves, policy.isResolved(by: disposition.code), item.state != .closed else { return (true, disposition, shown) }
                return (true, disposition, try change.close(shown, policy, by: viewer.id, cause: .disposition))
            }
        } catch let repeated as ClassifiedAlready {
            return (false, repeated.disposition, repeated.item)
        }
    }
}

/// Ends the verb without a trace.
private struct ClassifiedAlready: Error {
    let disposition: Disposition
    let item: Case
}

extension Policy {
    /// Whether such an answer ends the case by itself.
    package func isResolved(by code: DispositionCode) -> Bool {
        code.isFinal && (disposition == .resolves || closeTriggers.contains(.disposition))
    }
}

extension Change {
    /// Nil the first time. The same id with another answer, or about another case, is `id.conflict`.
    func repeated(_ new: NewDisposition, of item: Case) throws -> Disposition? {
        let held = try first(
            "select \(Disposition.columns) from disposition d where d.id = $1", [.text(new.id.text)], Disposition.init(row:))
        guard let held else { return nil }
        guard held.item == item.id, held.formVersion == new.formVersion,
            let form = try transaction.form(of: held.campaign, version: held.formVersion)
        else { throw DeskError.idConflict(new.id.text) }
        // Judged by the day it was given on, which may have passed.
        let said = FormJudgement(form.fields, new.values, today: try organisation().day(at: held.at))
        guard said.faults.isEmpty, said.json == held.answers, new.code == nil || new.code == held.code else {
            throw DeskError.idConflict(new.id.text)
        }
        return held
    }

    /// Writes what is said of a touched case, shows it on its card and in its conversation. It closes nothing.
    func classify(_ item: Case, _ policy: Policy, _ new: NewDisposition, by viewer: Viewer) throws -> (Disposition, Case) {
        try requireClassifier(item, policy, viewer)
        let form = try askedForm(of: item, version: new.formVersion)
        let said = FormJudgement(form.fields, new.values, today: try organisation().day(at: now))
        guard said.faults.isEmpty else { throw DeskError.formInvalid(said.faults, form) }
        let (outcome, code) = try said.outcome(form, chosen: new.code)
        let written = try first(
            """
            insert into disposition (id, case_id, campaign_id, form_version, answers, outcome, code, author, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning \(Disposition.returning)
            """,
            [
                .text(new.id.text), .text(item.id.text), .text(item.campaign.text), .integer(form.version), .text(said.json),
                .text(outcome),
                .text(code.rawValue), .text(viewer.id.text), .integer(now),
            ], Disposition.init(row:))
        // Another case took the id meanwhile.
        guard let written else { throw DeskError.idConflict(new.id.text) }
        try deleteDrafts(of: viewer.id, in: item.id, kind: .form)
        let shown = try set(item, "outcome = $2, outcome_code = $3", [.text(outcome), .text(code.rawValue)])
        let line = try say("classified", [("by", viewer.name), ("outcome", outcome), ("code", code.rawValue)], in: shown)
        announce(.on(shown, "case.classified", before: item.audience, message: line?.json ?? ""))
        return (written, shown)
    }

    /// Whoever attends it or a supervisor who sees it; once it is closed its closer, for what is still to be written down.
    private func requireClassifier(_ item: Case, _ policy: Policy, _ viewer: Viewer) throws {
        guard policy.disposition != .off else {
            throw DeskError("disposition.off", "La campaña del caso #\(item.number) no tipifica.")
        }
        let isTheirs = item.state == .closed ? item.closedBy == viewer.id : item.isAttended && item.agent == viewer.id
        guard isTheirs || (viewer.leads(item.campaign) && item.audience.sight(of: viewer) == .full) else {
            throw DeskError(
                "case.not_holder", "Solo quien atiende el caso #\(item.number) o un supervisor que lo ve lo tipifica; acéptalo primero.")
        }
    }

    private func askedForm(of item: Case, version: Int64) throws -> OutcomeForm {
        guard let form = try transaction.newestForm(of: item.campaign), !form.fields.isEmpty else {
            throw DeskError("form.none", "La campaña del caso #\(item.number) no tiene formulario; un administrador lo prepara.")
        }
        guard form.version == version else {
            throw DeskError(
                "form.old_version",
                "El formulario cambió mientras lo llenabas: va por la versión \(form.version). Revisa lo que cambió y guárdalo otra vez.",
                field: "formVersion", extra: ["version": "\(form.version)"])
        }
        return form
    }
}

extension FormJudgement {
    /// The values by field.
    var json: String {
        var json = JSONText()
        json.object { json in
            for (id, value) in values {
                json.key(named: id)
                value.write(to: &json)
            }
        }
        return json.text
    }

    fileprivate func outcome(_ form: OutcomeForm, chosen: DispositionCode?) throws -> (text: String, code: DispositionCode) {
        let found = outcome(form.fields, chosen: chosen)
        if let chosen, chosen != found.code, let primary = form.fields.first(where: \.primary) {
            throw DeskError.invalid("code", "code.derived", "El código lo da «\(primary.label)»; no lo envíes aparte.")
        }
        return found
    }
}
