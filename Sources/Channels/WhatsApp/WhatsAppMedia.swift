import Desk
import Foundation
import NIOCore

extension WhatsAppChannel {
    /// Puts a file at Meta and answers the id it has there. Throws `SendFailure`.
    func upload(_ file: Outbound.File, _ graph: GraphCall) async throws -> PutFile {
        let kind: WhatsAppFile
        do {
            kind = try WhatsAppFile.kind(of: SentFile(name: file.name, type: file.type, size: file.size, isVoice: file.isVoice))
        } catch let refusal as DeskError {
            throw SendFailure.refused(reason: refusal.message.description)
        }
        let reader = try await files.open(file.stored)
        if file.isVoice {
            let note = try await voice.convert(reader)
            guard note.count <= 16 * 1_048_576 else {
                throw SendFailure.refused(reason: "La grabación es demasiado larga: convertida pasa de 16 MB.")
            }
            let pieces = FormPieces(size: note.count) { _ in ByteBuffer(bytes: note) }
            return PutFile(
                kind: kind, id: try await post(name: "nota.ogg", type: "audio/ogg", pieces, graph),
                duration: OggAudio.duration(tail: Array(note.suffix(65_536))))
        }
        let type = file.type == "audio/ogg" ? "audio/ogg; codecs=opus" : file.type
        let pieces = FormPieces(size: Int(reader.size)) { place in
            let piece = try await reader.read(at: place, count: 256 * 1024)
            guard piece.readableBytes > 0 else { throw SendFailure.refused(reason: "El archivo ya no está entero en este servidor.") }
            return piece
        }
        return PutFile(kind: kind, id: try await post(name: file.name, type: type, pieces, graph), duration: nil)
    }

    /// One form with the file in it, streamed: RFC 7578.
    private func post(name: String, type: String, _ pieces: FormPieces, _ graph: GraphCall) async throws -> String {
        let boundary = "ventanilla-\(UInt64.random(in: 0 ... .max))"
        let safe = String(name.map { $0 == "\"" || $0 == "\\" || $0.isNewline ? "_" : $0 })
        let head = """
            --\(boundary)\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n\
            --\(boundary)\r\nContent-Disposition: form-data; name="type"\r\n\r\n\(type)\r\n\
            --\(boundary)\r\nContent-Disposition: form-data; name="file"; filename="\(safe)"\r\nContent-Type: \(type)\r\n\r\n
            """
        let tail = "\r\n--\(boundary)--\r\n"
        await pieces.enclose(in: ByteBuffer(string: head), ByteBuffer(string: tail))
        let answer = try await graph.client.upload(
            "\(graph.base)/\(graph.phoneNumberID)/media", length: Int64(head.utf8.count + pieces.size + tail.utf8.count),
            headers: [("Content-Type", "multipart/form-data; boundary=\(boundary)")] + graph.headers
        ) { try await pieces.next() }
        guard (200...299).contains(answer.status) else {
            // Nothing was sent yet, whatever the page says.
            if case .unknown(let reason) = graph.failure(answer) { throw SendFailure.retry(after: answer.retryAfter, reason: reason) }
            throw graph.failure(answer)
        }
        guard let id = (try? JSONParser.parse(answer.body, oddities: .lenient))?["id"]?.text else {
            throw SendFailure.retry(after: nil, reason: "WhatsApp no dijo qué identificador dio al archivo.")
        }
        return id
    }

    /// Looks the address up, which lives five minutes, and brings the bytes from it with the line's credential. A repeat looks up again.
    package func fetch(
        _ file: HeldFile, account: ChannelAccount, secret: [UInt8]?, limit: Int64, into body: @Sendable (ByteBuffer) async throws -> Void
    ) async throws -> String? {
        let graph = try GraphCall(account, secret, client)
        guard
            file.id.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122) || $0 == 45 || $0 == 95 })
        else {
            throw SendFailure.refused(reason: "El identificador del archivo no es de WhatsApp.")
        }
        let answer: OutsideClient.Answer
        do {
            answer = try await client.get("\(graph.base)/\(file.id)?phone_number_id=\(graph.phoneNumberID)", headers: graph.headers)
        } catch SendFailure.unknown(let reason) {
            throw SendFailure.retry(after: nil, reason: reason)
        }
        guard answer.status == 200, let found = try? JSONParser.parse(answer.body, oddities: .lenient), let url = found["url"]?.text else {
            if case .unknown(let reason) = graph.failure(answer) { throw SendFailure.retry(after: nil, reason: reason) }
            throw graph.failure(answer)
        }
        let size = found["file_size"]?.integer
        if let size, size > limit { throw SendFailure.refused(reason: "El archivo pesa más de \(limit / 1_048_576) MB.") }
        let taken = Tally()
        let type: String?
        do {
            type = try await client.fetch(url, headers: [("Authorization", "Bearer \(graph.token)")], limit: limit) { piece in
                await taken.add(piece.readableBytes)
                try await body(piece)
            }
        } catch SendFailure.unknown(let reason) {
            throw SendFailure.retry(after: nil, reason: reason)
        } catch let OutsideFailure.answered(status) where [401, 403, 404, 410].contains(status) {
            throw SendFailure.retry(after: nil, reason: "La dirección del archivo venció (\(status)).")
        }
        if let size, await taken.count != size { throw SendFailure.retry(after: nil, reason: "El archivo llegó incompleto.") }
        return found["mime_type"]?.text ?? type
    }
}

/// A file as it stands at Meta.
struct PutFile {
    let kind: WhatsAppFile
    let id: String
    /// Seconds, of a voice note that was converted.
    let duration: Double?
}

/// A form's bytes as the connection asks for them: no more of a file than one piece is held.
private actor FormPieces {
    nonisolated let size: Int
    private let read: @Sendable (Int64) async throws -> ByteBuffer
    private var place: Int64 = 0
    private var head: ByteBuffer?
    private var tail: ByteBuffer?

    /// `read` gives what stands at a place below `size`, at least a byte.
    init(size: Int, _ read: @escaping @Sendable (Int64) async throws -> ByteBuffer) {
        self.size = size
        self.read = read
    }

    func enclose(in head: ByteBuffer, _ tail: ByteBuffer) {
        self.head = head
        self.tail = tail
    }

    func next() async throws -> ByteBuffer? {
        if let first = head.take() { return first }
        guard place < size else { return tail.take() }
        let piece = try await read(place)
        place += Int64(piece.readableBytes)
        return piece
    }
}

private actor Tally {
    private(set) var count: Int64 = 0
    func add(_ bytes: Int) { count += Int64(bytes) }
}
