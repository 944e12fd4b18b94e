import Foundation
import Logging

/// One webhook on its way to the desk.
struct Delivery: Sendable {
    let line: SimulatorOptions.WhatsAppLine
    /// `messages.text`, `statuses.read`, …
    let kind: String
    let body: [UInt8]
    /// The customer's name, for the wire.
    let from: String

    init(_ value: JSON, line: SimulatorOptions.WhatsAppLine, kind: String, from: String) {
        self.line = line
        self.kind = kind
        self.from = from
        body = Webhook.envelope(value, line: line).bytes(.meta)
    }
}

extension Simulator {
    /// Milliseconds between attempts at a webhook that the desk didn't take; Meta goes on for days, we don't.
    static let patience: [Int64] = [1_000, 4_000, 15_000, 60_000]

    /// Signs and posts it as the switches say, and again until it is taken. `taken` hears of the first time it was.
    func deliver(_ delivery: Delivery, lane: String, taken: @escaping @Sendable () async -> Void = {}) {
        let switches = change { $0.switches }
        // What is shuffled waits outside its lane, for a while of its own.
        lanes.add(to: switches.shuffle ? nil : lane) {
            let wait = Int64(switches.delay) + (switches.shuffle ? .random(in: 0...700) : 0)
            if wait > 0 { guard await self.pause(milliseconds: wait) else { return } }
            guard switches.double else {
                if await self.persist(delivery, note: nil) { await taken() }
                return
            }
            let both = await withTaskGroup(of: Bool.self) { group in
                group.addTask { await self.persist(delivery, note: nil) }
                group.addTask { await self.persist(delivery, note: "repeated") }
                return await group.reduce(into: []) { $0.append($1) }
            }
            if both.contains(true) { await taken() }
        }
    }

    private func persist(_ delivery: Delivery, note: String?) async -> Bool {
        var note = note
        for wait in Self.patience + [0] {
            if await attempt(delivery, note: note) { return true }
            guard wait > 0, await pause(milliseconds: wait) else { return false }
            note = "retried"
        }
        return false
    }

    private func attempt(_ delivery: Delivery, note: String?) async -> Bool {
        let signature = Signature.of(delivery.body, secret: delivery.line.appSecret)
        let outgoing = Outgoing(
            url: hook(of: delivery.line),
            headers: [("Content-Type", "application/json"), ("User-Agent", "facebookexternalua"), ("X-Hub-Signature-256", signature)],
            body: delivery.body)
        return await send(outgoing, kind: delivery.kind, from: "meta", to: delivery.line.account, note: note, who: delivery.from)
            .map { (200...299).contains($0.status) } ?? false
    }

    func hook(of line: SimulatorOptions.WhatsAppLine) -> String { line.hook ?? "\(options.deskURL)/hooks/whatsapp/\(line.account)" }

    /// `GET` with the challenge that the desk must answer with, and nothing else.
    func verify(_ line: SimulatorOptions.WhatsAppLine) async {
        let challenge = String(UInt32.random(in: 100_000_000...999_999_999))
        let unreserved = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        let token = line.verifyToken.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
        let url = "\(hook(of: line))?hub.mode=subscribe&hub.challenge=\(challenge)&hub.verify_token=\(token)"
        let answer = await send(
            Outgoing(method: "GET", url: url), kind: "verify", from: "meta", to: line.account,
            shown: "\(hook(of: line))?hub.mode=subscribe&hub.challenge=\(challenge)&hub.verify_token=…")
        if answer?.status != 200 || answer.map({ $0.body != Array(challenge.utf8) }) ?? true {
            log.notice(
                "the desk did not pass the webhook's handshake", metadata: ["line": "\(line.account)", "status": "\(answer?.status ?? 0)"])
        }
    }

    /// Posts and puts it on the wire's log; nil when no answer came.
    func send(
        _ outgoing: Outgoing, kind: String, from: String, to: String, note: String? = nil, who: String? = nil, shown: String? = nil
    ) async -> Incoming? {
        let started = now()
        var answer: Incoming?
        var note = note
        do {
            answer = try await post.send(outgoing)
        } catch {
            note = "\(note.map { "\($0), " } ?? "")no answer: \(type(of: error))"
            log.debug("a request of the simulator got no answer", metadata: ["url": "\(shown ?? outgoing.url)", "error": "\(error)"])
        }
        let type = outgoing.headers.first { $0.0 == "Content-Type" }?.1 ?? ""
        record(
            WireLog.Entry(
                at: started, from: who.map { "\($0) · \(from)" } ?? from, to: to, kind: kind, method: outgoing.method,
                path: Self.path(of: shown ?? outgoing.url), status: answer?.status ?? 0, milliseconds: now() - started,
                request: WireLog.text(outgoing.body, type: type), response: answer.map { WireLog.text($0.body, type: $0.type) } ?? "",
                headers: outgoing.headers.filter { $0.0.lowercased() != "authorization" }, note: note))
        return answer
    }

    func record(_ entry: WireLog.Entry) {
        let entry = change { $0.wire.add(entry) }
        audience.tell("wire", entry.json)
    }

    static func path(of url: String) -> String {
        guard let scheme = url.range(of: "://") else { return url }
        return url[scheme.upperBound...].firstIndex(of: "/").map { String(url[$0...]) } ?? "/"
    }
}
