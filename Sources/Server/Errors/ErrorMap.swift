import HTTPTypes

/// The one place that says which HTTP status a refusal has. A code ends where a more general one stands for it:
/// `case.not_found` by its last part, `storage.full` by its first.
enum ErrorMap {
    static func status(of code: String) -> HTTPResponse.Status {
        if let status = exact[code] { return status }
        let parts = code.split(separator: ".", maxSplits: 1)
        if parts.count == 2, let status = endings[String(parts[1])] { return status }
        if let first = parts.first, let status = beginnings[String(first)] { return status }
        return .unprocessableContent
    }

    /// Whether the code is spelled out above all guessing; a test asks this of every code that Desk and Server throw.
    static func knows(_ code: String) -> Bool {
        let parts = code.split(separator: ".", maxSplits: 1)
        return exact[code] != nil || parts.count == 2 && endings[String(parts[1])] != nil
            || parts.first.map { beginnings[String($0)] != nil } ?? false
    }

    private static let exact: [String: HTTPResponse.Status] = [
        "request.malformed": .badRequest,
        "request.text": .badRequest,
        "request.invalid": .badRequest,
        "request.unknown_field": .badRequest,
        "request.unknown_parameter": .badRequest,
        "request.cursor": .badRequest,
        "request.too_large": .contentTooLarge,
        "request.content_type": .unsupportedMediaType,
        "request.range": .rangeNotSatisfiable,
        "route.method": .methodNotAllowed,
        "session.required": .unauthorized,
        "session.refused": .unauthorized,
        "session.expired": .unauthorized,
        "session.slowed": .tooManyRequests,
        "token.revoked": .unauthorized,
        "token.expired": .unauthorized,
        "visitor.required": .unauthorized,
        "visitor.expired": .unauthorized,
        "signature.refused": .unauthorized,
        "forbidden": .forbidden,
        "scope.missing": .forbidden,
        "origin.refused": .forbidden,
        "case.not_holder": .forbidden,
        "case.reopen_refused": .forbidden,
        "case.close_refused": .forbidden,
        "case.not_accepted": .forbidden,
        "case.taken": .conflict,
        "message.not_failed": .conflict,
        "contact.code_taken": .conflict,
        "contact.merged": .conflict,
        "merge.too_late": .conflict,
        "cursor.other_list": .badRequest,
        "import.state": .conflict,
        "import.type": .unsupportedMediaType,
        "erasure.confirm": .badRequest,
        "attachment.fetching": .serviceUnavailable,
        "channel.no_webhook": .notFound,
        "case.state": .conflict,
        "view.built_in": .conflict,
        "view.not_yours": .forbidden,
        "case.answered": .conflict,
        "case.offered": .conflict,
        "id.conflict": .conflict,
        "attachment.too_large": .contentTooLarge,
        "attachment.type": .unsupportedMediaType,
        "rate.exceeded": .tooManyRequests,
        "organisation.none": .serviceUnavailable,
        "attachment.lost": .notFound,
        "streams.too_many": .tooManyRequests,
        "agent.not_member": .unprocessableContent,
        "channel.unsupported": .unprocessableContent,
        "channel.cannot": .unprocessableContent,
        "window.closed": .conflict,
        "transfer.opened": .conflict,
        "transfer.over": .conflict,
        "transfer.not_assigned": .forbidden,
        "transfer.not_yours": .forbidden,
        "agent.offline": .conflict,
        "case.merged": .conflict,
        "merge.merged": .conflict,
        "merge.closed": .conflict,
        "tag.name_taken": .conflict,
        "contact_label.name_taken": .conflict,
        "tag.archived": .conflict,
        "tag.too_many": .unprocessableContent,
        "transfer.form_required": .unprocessableContent,
        "case.disposition_required": .unprocessableContent,
        "disposition.off": .conflict,
        "form.changed": .conflict,
        "form.invalid": .unprocessableContent,
        "form.none": .conflict,
        "form.old_version": .conflict,
        "message.confirming": .conflict,
        "reaction.malformed": .badRequest,
        "account.other": .unprocessableContent,
        "delivery.malformed": .badRequest,
        "demo.not_empty": .conflict,
        "load.no_queue": .conflict,
        "internal": .internalServerError,
        "busy": .serviceUnavailable,
        "bulk.running": .conflict,
        "bulk.no_file": .conflict,
        "bulk.not_undoable": .conflict,
        "bulk.one_action": .badRequest,
        "bulk.selection": .badRequest,
        "bulk.too_large": .conflict,
        "bulk.count_changed": .conflict,
        "bulk.author_gone": .conflict,
        "bulk.changed_since": .conflict,
        "storage.full": .insufficientStorage,
    ]

    private static let endings: [String: HTTPResponse.Status] = [
        "not_found": .notFound,
        "in_use": .conflict,
        "taken": .conflict,
        "exists": .conflict,
        "slug_taken": .conflict,
        "email_taken": .conflict,
        "last_administrator": .conflict,
        "too_many": .conflict,
        "conflict": .conflict,
        "archived": .conflict,
        "version": .conflict,
        "forbidden": .forbidden,
        "malformed": .badRequest,
        "cursor": .badRequest,
        "too_large": .contentTooLarge,
    ]

    private static let beginnings: [String: HTTPResponse.Status] = [
        "storage": .serviceUnavailable,
        "message": .unprocessableContent,
        "attachment": .unprocessableContent,
        "password": .unprocessableContent,
        "state": .unprocessableContent,
        "transfer": .unprocessableContent,
        "merge": .unprocessableContent,
        "link": .unprocessableContent,
        "report": .unprocessableContent,
        "import": .unprocessableContent,
        "delivery": .unprocessableContent,
    ]
}

extension HTTPResponse.Status {
    static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}
