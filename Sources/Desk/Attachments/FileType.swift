/// Which files may come in, whether they are what they say, and how they may be shown. Pure.
package enum FileType {
    private static let exact: Set<String> = [
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/heic", "image/heif", "application/pdf", "text/plain", "text/csv",
        "application/zip", "application/x-zip-compressed", "application/msword", "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation", "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.presentation", "application/rtf",
    ]
    private static let inline: Set<String> = [
        "image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4", "video/webm", "video/ogg", "application/pdf",
    ]

    /// The media type without parameters, in lower case; nil when it is none.
    package static func essence(_ type: String) -> String? {
        let essence = type.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
        let parts = essence.split(separator: "/", omittingEmptySubsequences: false)
        let isToken = essence.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || "/.+-_".utf8.contains($0) }
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && isToken && essence.utf8.count <= 100 ? essence : nil
    }

    package static func isAllowed(_ essence: String) -> Bool {
        exact.contains(essence) || essence.hasPrefix("audio/") || essence.hasPrefix("video/")
    }

    /// Shown in the page, or only saved. `image/svg+xml`, HTML and scripts are never shown.
    package static func isInline(_ essence: String) -> Bool { inline.contains(essence) || essence.hasPrefix("audio/") }

    /// What the answer declares: anything that is not on the list goes out as plain bytes.
    package static func served(_ essence: String) -> String { isAllowed(essence) ? essence : "application/octet-stream" }

    /// Whether the first bytes are what an image or PDF of that type begins with; other types are not looked into.
    package static func matches(_ essence: String, head: [UInt8]) -> Bool {
        switch essence {
        case "image/png": head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        case "image/jpeg": head.starts(with: [0xFF, 0xD8, 0xFF])
        case "image/gif": head.starts(with: "GIF87a".utf8) || head.starts(with: "GIF89a".utf8)
        case "image/webp": head.starts(with: "RIFF".utf8) && head.dropFirst(8).starts(with: "WEBP".utf8)
        case "image/heic", "image/heif":
            head.dropFirst(4).starts(with: "ftyp".utf8)
                && ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].contains { head.dropFirst(8).starts(with: $0.utf8) }
        case "application/pdf": head.starts(with: "%PDF-".utf8)
        default: true
        }
    }

    /// Throws `attachment.type` naming what is allowed.
    package static func require(_ type: String) throws -> String {
        guard let essence = essence(type), isAllowed(essence) else {
            throw DeskError(
                "attachment.type",
                "Ese tipo de archivo no se acepta. Envía imágenes (PNG, JPEG, GIF, WebP, HEIC), audio, video, PDF, documentos de oficina, texto, CSV o ZIP."
            )
        }
        return essence
    }

    /// What a file without a name is called.
    package static func plainName(_ essence: String) -> String {
        let ending =
            switch essence {
            case "image/jpeg": "jpg"
            case "image/png", "image/webp", "image/gif", "audio/aac", "audio/amr", "audio/ogg", "video/mp4", "application/pdf":
                String(essence.split(separator: "/").last ?? "")
            case "audio/mpeg": "mp3"
            case "audio/mp4": "m4a"
            case "video/3gpp": "3gp"
            default: ""
            }
        let word =
            essence.hasPrefix("image/")
            ? "imagen" : essence.hasPrefix("audio/") ? "audio" : essence.hasPrefix("video/") ? "video" : "archivo"
        return ending.isEmpty ? word : "\(word).\(ending)"
    }

    /// The file's own name: no folders, no control characters, at most 200 characters.
    package static func cleanName(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        let isHidden: (Unicode.Scalar) -> Bool = { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
        let clean = String(String.UnicodeScalarView(last.unicodeScalars.filter { !isHidden($0) }))
        let trimmed = clean.drop { $0 == " " || $0 == "." }
        guard !trimmed.isEmpty else { return "archivo" }
        guard trimmed.count > 200 || trimmed.utf8.count > 800 else { return String(trimmed) }
        let ending = trimmed.lastIndex(of: ".").map { trimmed[$0...] }.flatMap { $0.count <= 10 && $0.utf8.count <= 40 ? $0 : nil } ?? ""
        return cut(trimmed, to: 200 - ending.count, bytes: 800 - ending.utf8.count) + ending
    }

    private static func cut(_ text: Substring, to characters: Int, bytes: Int) -> String {
        var kept = ""
        for character in text.prefix(characters) {
            guard kept.utf8.count + String(character).utf8.count <= bytes else { break }
            kept.append(character)
        }
        return kept
    }
}
