/// What of a message can be found: what was said, an e-mail's subject, the names of its files. Lines that tell what happened can't.
enum FoundText {
    static func of(kind: MessageKind, body: String, data: String, attachments: String) throws -> String {
        guard kind != .system else { return "" }
        var parts = body.isEmpty ? [] : [body]
        if kind == .email, !data.isEmpty, let subject = try JSONParser.parse(Array(data.utf8))["subject"]?.text { parts.append(subject) }
        parts += Message.files(attachments).map(\.name)
        return parts.joined(separator: "\n")
    }
}
