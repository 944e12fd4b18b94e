import HTTPTypes
import Hummingbird
import NIOCore

/// `POST …/media`, `GET` and `DELETE /{media}`, and the address under which the bytes are.
extension Simulator {
    func addMedium(_ body: [UInt8], contentType: String, of line: SimulatorOptions.WhatsAppLine) throws -> JSON {
        guard let form = Multipart(contentType: contentType, body: body) else {
            throw GraphError(100, "(#100) The body is no multipart/form-data")
        }
        guard form.text("messaging_product") == "whatsapp" else { throw GraphError.required("messaging_product") }
        guard let file = form.file else { throw GraphError.required("file") }
        let type = file.type ?? form.text("type") ?? ""
        try MediaRules.checkUpload(type: type, size: file.body.count)
        let medium = change { $0.media.add(Array(file.body), name: file.fileName ?? "file", type: type, owner: line.phoneNumberID) }
        return ["id": JSON(medium.id)]
    }

    func mediaAddress(_ id: String, _ request: Request, _ caller: SimulatorOptions.WhatsAppLine) throws -> JSON {
        let medium = try medium(id, request, caller, "get")
        let address = change { $0.media.address(of: id, now: now()) }
        return [
            "messaging_product": "whatsapp", "url": JSON(options.deskURL + address), "mime_type": JSON(medium.type),
            "sha256": JSON(medium.digest.hex), "file_size": JSON(String(medium.bytes.count)), "id": JSON(id),
        ]
    }

    func removeMedium(_ id: String, _ request: Request, _ caller: SimulatorOptions.WhatsAppLine) throws -> JSON {
        _ = try medium(id, request, caller, "delete")
        _ = change { $0.media.remove(id) }
        return ["success": true]
    }

    /// The bytes; only with the token, and for five minutes.
    func download(_ id: String, _ request: Request) throws -> Told {
        let token = Self.bearer(request)
        let (isKnown, medium, isLive, fault) = change { stage in
            (
                stage.lines.contains { $0.accessToken == token }, stage.media[id],
                stage.media.isLive(id, ext: request.query("ext"), hash: request.query("hash"), now: now()), stage.switches.media
            )
        }
        guard isKnown else { throw GraphError.token }
        guard let medium, isLive, fault != .expired else {
            return Told("media.download", ["error": "Not found"], status: 404, note: medium == nil ? nil : "expired")
        }
        let sent = fault == .oversize ? medium.bytes + [UInt8](repeating: 0, count: 110 * 1_048_576) : medium.bytes
        let body: ResponseBody
        if fault == .truncated {
            body = ResponseBody(contentLength: sent.count) { writer in
                try await writer.write(ByteBuffer(bytes: sent.prefix(sent.count / 2)))
                throw CancellationError()  // The connection ends before what was promised.
            }
        } else {
            body = ResponseBody(byteBuffer: ByteBuffer(bytes: sent))
        }
        var told = Told(
            "media.download", Response(status: .ok, headers: [.contentType: medium.type], body: body),
            said: "<\(sent.count) bytes, \(medium.type)>")
        told.note = fault == .normal ? nil : fault.rawValue
        return told
    }

    /// Media of another number isn't there. What a customer sent belongs to the number it was sent to.
    private func medium(
        _ id: String, _ request: Request, _ caller: SimulatorOptions.WhatsAppLine, _ method: String
    ) throws -> MediaStore.Medium {
        let asked = request.query("phone_number_id")
        guard let medium = change({ $0.media[id] }), medium.owner.isEmpty || medium.owner == caller.phoneNumberID,
            asked == nil || asked == caller.phoneNumberID
        else { throw GraphError.unknownObject(id, method) }
        return medium
    }
}
