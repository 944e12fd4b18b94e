import Hummingbird
import NIOCore

/// What the page, and scripts, ask of the simulator: `/simulator/api/*`.
extension Simulator {
    static let mostUpload = 100 * 1_048_576 + 1024

    func page(_ request: Request, _ channel: any Channel) async throws -> Response {
        let pieces = request.pieces(below: "/simulator/api/")
        switch (request.method, pieces.count, pieces.first) {
        case (.get, 1, "state"): return .json(state)
        case (.get, 1, "events"): return events(on: channel)
        case (.get, 1, "wire"):
            let after = request.query("after").flatMap(Int.init) ?? 0
            return .json(["items": .array(change { $0.wire.entries }.filter { $0.number > after }.map(\.json))])
        case (.delete, 1, "wire"):
            change { $0.wire.clear() }
            audience.tell("cleared", [:])
            return .nothing
        case (.put, 1, "switches"): return .json(try setSwitches(try await request.json()))
        case (.put, 1, "calm"): return .json(try setCalm(try await request.json()))
        case (.put, 1, "bot"): return .json(try await setBot(try await request.json()))
        case (.post, 1, "lines"): return .json(try await addLine(try await request.json()), 201)
        case (.post, 1, "files"): return .json(try await addFile(request), 201)
        case (.get, 2, "files"): return try file(pieces[1], request)
        case (.post, 1, "phones"): return .json(try addPhone(try await request.json()).json, 201)
        case (_, 2..., "phones"): return try await phone(pieces[1], request, pieces.dropFirst(2).first)
        default: throw Refusal.missing("route \(request.method) \(request.uri.path)")
        }
    }

    private func phone(_ id: String, _ request: Request, _ part: String?) async throws -> Response {
        switch (request.method, part) {
        case (.get, nil): return .json(try whole(id))
        case (.patch, nil): return .json(try changePhone(id, try await request.json()).json)
        case (.delete, nil):
            try removePhone(id)
            return .nothing
        case (.post, "messages"): return .json(try write(try Writing(try await request.json()), on: id).json, 201)
        case (.post, "read"):
            try read(on: id)
            return .nothing
        case (.post, "calls"): return .json(try ring(from: id).json, 201)
        case (.put, "call"):
            guard let status = try await request.json()["status"]?.string.flatMap(PhoneCall.Status.init) else {
                throw Refusal.invalid("status must be answered, missed or ended")
            }
            return .json(try change(call: id, to: status).json)
        default: throw Refusal.missing("route \(request.method) \(request.uri.path)")
        }
    }

    private func setSwitches(_ json: JSON) throws -> JSON {
        let switches = try change { stage in
            var switches = stage.switches
            try switches.change(json)
            stage.switches = switches
            return switches
        }
        audience.tell("switches", switches.json)
        return switches.json
    }

    private func setCalm(_ json: JSON) throws -> JSON {
        guard let on = json["on"]?.bool else { throw Refusal.invalid("on must be true or false") }
        change { $0.isCalm = on }
        audience.tell("calm", ["on": .bool(on)])
        return ["on": .bool(on)]
    }

    /// `{account, phoneNumberId, display, accessToken, appSecret, verifyToken, alias?, businessAccountId?, hook?}`: another business number.
    private func addLine(_ json: JSON) async throws -> JSON {
        func text(_ name: String) throws -> String {
            guard let text = json[name]?.string, !text.isEmpty else { throw Refusal.invalid("\(name) is missing") }
            return text
        }
        if let hook = json["hook"]?.string {
            guard hook.hasPrefix("http://"), Door.isLoopback(Door.host(of: String(hook.dropFirst(7).prefix { $0 != "/" }))) else {
                throw Refusal.invalid("hook must be on this machine")
            }
        }
        let line = SimulatorOptions.WhatsAppLine(
            account: try text("account"), alias: try json["alias"]?.string ?? text("account"), phoneNumberID: try text("phoneNumberId"),
            businessAccountID: json["businessAccountId"]?.string ?? "102290129340398", displayPhone: try text("display"),
            accessToken: try text("accessToken"), appSecret: try text("appSecret"), verifyToken: try text("verifyToken"),
            hook: json["hook"]?.string)
        change { stage in
            stage.lines.removeAll { $0.account == line.account || $0.phoneNumberID == line.phoneNumberID }
            stage.lines.append(line)
        }
        audience.tell("state", state)
        await verify(line)
        return line.json
    }
}
