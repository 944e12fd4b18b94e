import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What customers send from their phones: kept as the provider keeps it.
extension Simulator {
    /// The raw body with its `Content-Type`; `?name=` and `?voice=true` say more. `?sample=` takes one of the simulator's own in place of a body.
    func addFile(_ request: Request) async throws -> JSON {
        let medium: MediaStore.Medium
        if let name = request.query("sample") {
            medium = try sample(name)
        } else {
            let bytes = try await request.bytes(upTo: Self.mostUpload)
            guard !bytes.isEmpty else { throw Refusal.invalid("the file is empty") }
            let type = request.headers[.contentType] ?? "application/octet-stream"
            let isVoice = request.query("voice") == "true"
            medium = change { $0.media.add(bytes, name: request.query("name") ?? "archivo", type: type, owner: "", isVoice: isVoice) }
        }
        return PhoneMessage.File(id: medium.id, name: medium.name, type: medium.type, size: medium.bytes.count, isVoice: medium.isVoice)
            .json
    }

    /// One of the files that a customer sends without choosing any: `voice`, `photo`, `document`, `sticker`.
    func sample(_ name: String) throws -> MediaStore.Medium {
        guard let sample = Self.samples[name] else { throw Refusal.missing("sample \(name)") }
        let bytes: [UInt8]
        do {
            bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(options.samples)/\(sample.file)")))
        } catch {
            throw Refusal(status: 500, code: "sample", detail: "the sample \(sample.file) can't be read: \(error.localizedDescription)")
        }
        return change { $0.media.add(bytes, name: sample.name, type: sample.type, owner: "", isVoice: name == "voice") }
    }

    /// A file for the page to show; whatever isn't a picture or a sound is only to be kept.
    func file(_ id: String, _ request: Request) throws -> Response {
        guard let medium = change({ $0.media[id] }) else { throw Refusal.missing("file \(id)") }
        let bare = MediaRules.bare(medium.type)
        let isShown =
            ["image/png", "image/jpeg", "image/webp", "image/gif"].contains(bare) || bare.hasPrefix("audio/") || bare.hasPrefix("video/")
        var headers: HTTPFields = [
            .contentType: isShown ? medium.type : "application/octet-stream", .cacheControl: "private, max-age=3600",
        ]
        headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        if !isShown { headers[.contentDisposition] = "attachment" }
        guard let range = Self.range(request.headers[.range], of: medium.bytes.count) else {
            headers[.acceptRanges] = "bytes"
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: medium.bytes)))
        }
        headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound)/\(medium.bytes.count)"
        return Response(status: .partialContent, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: medium.bytes[range])))
    }

    /// `bytes=first-last`, which a player asks for to find its place; nil where the whole will do.
    private static func range(_ header: String?, of size: Int) -> ClosedRange<Int>? {
        guard let header, header.hasPrefix("bytes="), size > 0 else { return nil }
        let ends = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int(ends[0]), first < size else { return nil }
        let last = min(Int(ends[1]) ?? size - 1, size - 1)
        return first <= last ? first...last : nil
    }

    private static let samples: [String: (file: String, name: String, type: String)] = [
        "voice": ("voice.ogg", "nota-de-voz.ogg", "audio/ogg; codecs=opus"), "photo": ("photo.jpg", "foto.jpg", "image/jpeg"),
        "document": ("receipt.pdf", "Boleta B001-2093.pdf", "application/pdf"), "sticker": ("sticker.webp", "sticker.webp", "image/webp"),
    ]
}
