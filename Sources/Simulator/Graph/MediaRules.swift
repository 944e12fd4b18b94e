import Foundation

/// What the Cloud API takes of each medium: types by MIME, bytes at most.
/// https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
enum MediaRules {
    static let megabyte = 1_048_576

    static let types: [(kind: String, types: [String], most: Int)] = [
        ("audio", ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/opus"], 16 * megabyte),
        ("image", ["image/jpeg", "image/png"], 5 * megabyte),
        ("video", ["video/mp4", "video/3gpp"], 16 * megabyte),
        ("sticker", ["image/webp"], 500 * 1024),
        (
            "document",
            [
                "text/plain", "application/pdf", "application/vnd.ms-powerpoint", "application/msword", "application/vnd.ms-excel",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ], 100 * megabyte
        ),
    ]

    /// Throws as `POST …/media` does.
    static func checkUpload(type: String, size: Int) throws(GraphError) {
        guard let rule = types.first(where: { $0.types.contains(bare(type)) }) else {
            let all = types.flatMap(\.types).joined(separator: ", ")
            throw GraphError(
                100, "(#100) Param file must be a file with one of the following types: \(all). Received file of type '\(type)'.")
        }
        guard size > 0 else { throw GraphError(100, "(#100) Param file is empty.") }
        guard size <= rule.most else { throw tooBig(size, rule.most) }
    }

    /// Throws as a message of this kind with this medium does. A document may be anything that was uploaded.
    static func checkUse(as kind: String, type: String, size: Int) throws(GraphError) {
        guard kind != "document" else { return }
        guard let rule = types.first(where: { $0.kind == kind }), rule.types.contains(bare(type)) else {
            throw GraphError(
                131053, "(#131053) Media upload error", details: "Unsupported \(kind) mime type \(type). Please use one that is supported.")
        }
        if bare(type) == "audio/ogg", type != "audio/ogg; codecs=opus" && type != "audio/ogg;codecs=opus" && type != "audio/ogg" {
            throw GraphError(131053, "(#131053) Media upload error", details: "Audio file in ogg must use the opus codec, not \(type).")
        }
        guard size <= rule.most else { throw tooBig(size, rule.most) }
    }

    static func bare(_ type: String) -> String {
        String(type.prefix { $0 != ";" }).trimmingCharacters(in: .whitespaces).lowercased()
    }

    private static func tooBig(_ size: Int, _ most: Int) -> GraphError {
        GraphError(
            131053, "(#131053) Media upload error",
            details: "Media file size too big. Max file size we currently support: \(most) bytes; received \(size) bytes.")
    }
}
