import Desk

/// What WhatsApp takes as which kind of message, and how large (Cloud API, "Supported media types").
enum WhatsAppFile: String, CaseIterable {
    case image, audio, video, document, sticker

    var takesCaption: Bool { self != .audio && self != .sticker }

    private static let megabyte: Int64 = 1_048_576

    /// Throws `message.type` or `message.too_big`, with the limit in the sentence.
    static func kind(of file: SentFile) throws -> WhatsAppFile {
        if file.isVoice {
            // What is recorded is converted; what comes out of it is judged then.
            try require(file, under: 25 * megabyte, "una grabación")
            return .audio
        }
        switch file.type {
        case "image/jpeg", "image/png":
            try require(file, under: 5 * megabyte, "una imagen")
            return .image
        case "image/webp":
            try require(file, under: 512_000, "un sticker (WebP)")
            return .sticker
        case let type where type.hasPrefix("image/"):
            throw DeskError(
                "message.type",
                "WhatsApp admite imágenes JPEG o PNG, y stickers WebP; «\(file.name)» es \(type). Conviértela y envíala de nuevo.",
                field: "attachments")
        case "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg":
            try require(file, under: 16 * megabyte, "un audio")
            return .audio
        case let type where type.hasPrefix("audio/"):
            throw DeskError(
                "message.type",
                "WhatsApp admite audio AAC, AMR, MP3, M4A u OGG (Opus); «\(file.name)» es \(type). Envíalo como nota de voz o conviértelo.",
                field: "attachments")
        case "video/mp4", "video/3gpp":
            try require(file, under: 16 * megabyte, "un video")
            return .video
        case let type where type.hasPrefix("video/"):
            throw DeskError(
                "message.type", "WhatsApp admite video MP4 o 3GP; «\(file.name)» es \(type). Conviértelo y envíalo de nuevo.",
                field: "attachments")
        default:
            try require(file, under: 100 * megabyte, "un documento")
            return .document
        }
    }

    private static func require(_ file: SentFile, under limit: Int64, _ what: String) throws {
        guard file.size > limit else { return }
        let written = limit >= megabyte ? "\(limit / megabyte) MB" : "\(limit / 1024) KB"
        let size = file.size >= megabyte ? "\((file.size * 10 / megabyte + 5) / 10) MB" : "\(file.size / 1024) KB"
        throw DeskError(
            "message.too_big", "WhatsApp admite \(what) de hasta \(written), y «\(file.name)» pesa \(size).", field: "attachments")
    }
}
