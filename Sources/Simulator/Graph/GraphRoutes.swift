import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The Graph API below `/simulator/graph`: messages and media of business numbers.
extension Simulator {
    /// One call's answer, and what the wire's log says of it.
    struct Told {
        var kind: String
        var request = ""
        var response: Response
        var said = ""
        var note: String?
        var isAnswered = true

        init(_ kind: String, request: String = "", _ json: JSON, status: Int = 200, note: String? = nil) {
            self.kind = kind
            self.request = request
            self.note = note
            response = .json(json, status)
            said = json.text()
        }
        init(_ kind: String, _ response: Response, said: String) {
            self.kind = kind
            self.response = response
            self.said = said
        }
    }

    func graph(_ request: Request, _ channel: any Channel) async -> Response {
        let started = now()
        let slow = change { $0.switches.slow }
        if slow > 0 { _ = await pause(milliseconds: Int64(slow)) }
        let told = await answer(request, channel)
        let line = request.pieces(below: "/simulator/graph/").dropFirst().first.flatMap { id in change { $0.line(phoneNumberID: id) } }
        record(
            WireLog.Entry(
                at: started, from: line?.account ?? "desk", to: "meta", kind: told.kind, method: request.method.rawValue,
                path: request.uri.string, status: told.isAnswered ? Int(told.response.status.code) : 0, milliseconds: now() - started,
                request: told.request, response: told.isAnswered ? told.said : "", note: told.note))
        return told.response
    }

    private func answer(_ request: Request, _ channel: any Channel) async -> Told {
        let kind = Self.kind(of: request)
        do {
            return try await route(request, channel)
        } catch let error as GraphError {
            return Told(kind, error.json, status: error.status, note: error.details)
        } catch let refusal as Refusal {
            return Told(kind, GraphError(100, "(#100) \(refusal.detail)").json, status: refusal.status)
        } catch {
            log.warning("the simulated Graph failed", metadata: ["error": "\(error)"])
            return Told(kind, GraphError(code: 131000).json, status: 500)
        }
    }

    private func route(_ request: Request, _ channel: any Channel) async throws -> Told {
        let pieces = request.pieces(below: "/simulator/graph/")
        if pieces.first == "media", pieces.count == 2, request.method == .get { return try download(pieces[1], request) }
        let method = request.method.rawValue.lowercased()
        guard pieces.count >= 2, let version = pieces.first, version.hasPrefix("v"), Double(version.dropFirst()) != nil else {
            throw GraphError.unknownObject(pieces.first ?? "", method)
        }
        let token = Self.bearer(request)
        guard let caller = change({ stage in stage.lines.first { $0.accessToken == token } }) else { throw GraphError.token }
        switch (request.method, pieces.count, pieces.last) {
        case (.post, 3, "messages"): return try await messages(request, of: try own(pieces[1], caller, method), channel)
        case (.post, 3, "media"): return try await upload(request, of: try own(pieces[1], caller, method))
        case (.get, 2, _): return Told("media.url", try mediaAddress(pieces[1], request, caller))
        case (.delete, 2, _): return Told("media.delete", try removeMedium(pieces[1], request, caller))
        default: throw GraphError.unknownObject(pieces[1], method)
        }
    }

    /// A number that is not the token's own isn't there.
    private func own(_ id: String, _ caller: SimulatorOptions.WhatsAppLine, _ method: String) throws -> SimulatorOptions.WhatsAppLine {
        guard caller.phoneNumberID == id else { throw GraphError.unknownObject(id, method) }
        return caller
    }

    private func messages(_ request: Request, of line: SimulatorOptions.WhatsAppLine, _ channel: any Channel) async throws -> Told {
        let bytes = try await request.bytes(upTo: 1_048_576)
        let text = WireLog.text(bytes, type: "application/json")
        var kind = "graph.message"
        do {
            guard let body = try? JSON.parse(bytes) else { throw GraphError(100, "(#100) Invalid JSON in the request's body") }
            kind = "graph.\(body["status"]?.string ?? body["type"]?.string ?? "text")"
            let switches = change { $0.switches }
            if let told = try await misbehave(switches, kind, channel) { return told }
            var told = Told(kind, request: text, try take(body, of: line))
            if switches.cut, body["status"] == nil {
                told.isAnswered = false
                told.note = "cut"
                try await channel.close().get()
            }
            return told
        } catch let error as GraphError {
            return Told(kind, request: text, error.json, status: error.status, note: error.details)
        }
    }

    /// Answers that have nothing to do with what was asked; nil when all is well.
    private func misbehave(_ switches: Switches, _ kind: String, _ channel: any Channel) async throws -> Told? {
        switch switches.answer {
        case .normal: return nil
        case .unavailable: throw GraphError(code: 131016)
        case .html:
            let page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
            return Told(
                kind,
                Response(
                    status: .badGateway, headers: [.contentType: "text/html"], body: ResponseBody(byteBuffer: ByteBuffer(string: page))),
                said: page)
        case .never:
            try await channel.closeFuture.get()
            var told = Told(kind, [:], note: "never")
            told.isAnswered = false
            return told
        }
    }

    private func upload(_ request: Request, of line: SimulatorOptions.WhatsAppLine) async throws -> Told {
        let bytes = try await request.bytes(upTo: Self.mostUpload + 65_536)
        let type = request.headers[.contentType] ?? ""
        return Told(
            "media.upload", request: "<\(bytes.count) bytes, \(MediaRules.bare(type))>", try addMedium(bytes, contentType: type, of: line))
    }

    static func bearer(_ request: Request) -> String? {
        guard let value = request.headers[.authorization], value.lowercased().hasPrefix("bearer ") else { return nil }
        return String(value.dropFirst(7))
    }

    private static func kind(of request: Request) -> String {
        switch request.pieces(below: "/simulator/graph/").last {
        case "messages": "graph.message"
        case "media": "media.upload"
        default: "media"
        }
    }
}
