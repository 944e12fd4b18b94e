import Desk
import HTTPTypes
import Hummingbird

extension DeskServer {
    var attachmentRoutes: [Route] {
        [
            .staff(.put, "/api/v1/attachments/{id}", isForBots: true) { call, me in
                let (isNew, file) = try await receive(call, limit: desk.attachments.limits.staff, owner: me.author)
                return .json(isNew ? .created : .ok) { file.write(to: &$0, url: "/api/v1/attachments/\(file.id)") }
            },
            .staff(.get, "/api/v1/attachments/{id}", isForBots: true) { call, me in
                try await send(try await desk.attachment(try call.id(noun: "attachment"), for: me), call)
            },
            .chat(.put, "/chat/{account}/attachments/{id}") { call, account in
                let visitor = try writer(call, account)
                let (isNew, file) = try await receive(call, limit: desk.attachments.limits.visitor, owner: visitor.author)
                return .json(isNew ? .created : .ok) { file.write(to: &$0, url: "/chat/\(account.slug)/attachments/\(file.id)") }
            },
            .chat(.get, "/chat/{account}/attachments/{id}") { call, account in
                let visitor = try visitor(call, account)
                return try await send(try await desk.attachment(try call.id(noun: "attachment"), visitor: visitor.point), call)
            },
        ]
    }

    /// The body goes to disk as it comes; nothing is kept of one that is refused or breaks off.
    private func receive(_ call: Call, limit: Int64, owner: Author) async throws -> (created: Bool, attachment: Attachment) {
        let id: AttachmentID = try call.newID()
        let type = try FileType.require(call.contentType)
        if let length = call.request.headers[.contentLength].flatMap(Int64.init), length > limit { throw DeskError.tooLarge(limit) }
        let writer = try await desk.attachments.begin(limit: limit)
        let stored: StoredFile
        do {
            for try await piece in call.request.body { try await writer.write(piece) }
            stored = try await writer.finish()
        } catch {
            await writer.discard()
            throw error
        }
        let name = ContentDisposition.fileName(call.request.headers[.contentDisposition]) ?? ""
        return try await desk.addAttachment(id: id, name: name, type: type, stored: stored, owner: owner)
    }

    func send(_ attachment: Attachment, _ call: Call) async throws -> Response {
        let etag = "\"\(attachment.file.sha256.prefix(32))\""
        var headers: HTTPFields = [
            .contentType: attachment.servedType, .eTag: etag, .cacheControl: "private, no-cache", .acceptRanges: "bytes",
            .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            .contentDisposition: ContentDisposition.header(attachment.name, isInline: attachment.isInline),
        ]
        if call.request.headers[.ifNoneMatch] == etag { return Response(status: .notModified, headers: headers) }
        let size = attachment.file.size
        let reader = try await desk.attachments.open(attachment.file)
        guard let range = try ByteRange.asked(call.request.headers, size: size, etag: etag) else {
            return Response(status: .ok, headers: headers, body: try await Self.body(reader, 0..<size))
        }
        headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
        return Response(status: .partialContent, headers: headers, body: try await Self.body(reader, range))
    }

    private static let piece = 256 * 1024

    private static func body(_ reader: AttachmentReader, _ range: Range<Int64>) async throws -> ResponseBody {
        guard range.count > piece else { return ResponseBody(byteBuffer: try await reader.read(at: range.lowerBound, count: range.count)) }
        return ResponseBody(contentLength: range.count) { writer in
            var place = range.lowerBound
            while place < range.upperBound {
                let bytes = try await reader.read(at: place, count: min(piece, Int(range.upperBound - place)))
                guard bytes.readableBytes > 0 else { throw DeskError.lostFile }
                place += Int64(bytes.readableBytes)
                try await writer.write(bytes)
            }
            try await writer.finish(nil)
        }
    }
}
