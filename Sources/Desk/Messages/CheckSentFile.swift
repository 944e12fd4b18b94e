extension Channel {
    /// The file as it will be sent. Throws `message.type`, `message.too_big`, `message.too_long` or `channel.cannot`.
    func checked(_ file: Message.File, _ draft: OutgoingMessage) throws -> Message.File {
        var file = file
        if draft.voice {
            guard abilities.voice else {
                throw DeskError("channel.cannot", "Este canal no admite notas de voz; envía el audio como archivo.", field: "voice")
            }
            guard file.type.hasPrefix("audio/") || file.type == "video/webm" || file.type == "video/mp4" else {
                throw DeskError("message.type", "Una nota de voz se hace de un audio, y el archivo es \(file.type).", field: "attachments")
            }
            file.voice = true
        }
        if draft.text.count > abilities.caption {
            throw DeskError(
                "message.too_long", "El texto bajo un archivo admite \(abilities.caption) caracteres y tiene \(draft.text.count).",
                field: "text")
        }
        if file.voice == true, !draft.text.isEmpty {
            throw DeskError("message.too_long", "Una nota de voz no lleva texto; envíalo en otro mensaje.", field: "text")
        }
        try check(SentFile(name: file.name, type: file.type, size: file.size, isVoice: draft.voice))
        return file
    }
}
