import Crypto
import Foundation
import Logging

/// A scripted assistant, as an integrator would write one: a token with the scope `bot`, and the HTTP interface alone.
extension Simulator {
    func answerAsBot() async {
        guard let token = options.botToken else { return }
        var handled: [String: Int64] = [:]
        while await pause(milliseconds: 1_000) {
            guard change({ !$0.botLines.isEmpty }) else { continue }
            let cases = await ask("GET", "cases?state=bot&limit=100", token: token)?["items"]?.items ?? []
            var seen: [String: Int64] = [:]
            for item in cases {
                guard let id = item["id"]?.string, let version = item["version"]?.int else { continue }
                let isDone = handled[id] == version ? true : await attend(id, token)
                if isDone { seen[id] = version }
            }
            handled = seen
        }
    }

    /// `{line, on}`: whether the assistant greets who writes to that line.
    func setBot(_ json: JSON) async throws -> JSON {
        guard let account = json["line"]?.string, let isOn = json["on"]?.bool else { throw Refusal.invalid("line and on are missing") }
        guard let set = options.setBot, change({ $0.line(account) != nil }) else {
            throw Refusal.conflict("\(account) can't have an assistant")
        }
        do { try await set(account, isOn) } catch { throw Refusal.conflict("the desk refused: \(error)") }
        change { stage in
            if isOn { stage.botLines.insert(account) } else { stage.botLines.remove(account) }
        }
        audience.tell("state", state)
        return ["line": JSON(account), "on": .bool(isOn)]
    }

    /// Answers the customer's newest message, if that isn't done. False where something came to nothing, to be tried again.
    ///
    /// Who spoke last isn't told by the order: WhatsApp's times are whole seconds, so a quick customer's words stand before those they answer.
    private func attend(_ id: String, _ token: String) async -> Bool {
        guard let newestFirst = await ask("GET", "cases/\(id)/messages?limit=50", token: token)?["items"]?.items else { return false }
        let spoken = newestFirst.filter { $0["kind"]?.string != "system" && $0["kind"]?.string != "note" }
        guard let asked = spoken.first(where: { $0["direction"]?.string == "in" }), let message = asked["id"]?.string else { return true }
        // One id for the answer to one message: sent again, it is the same.
        let answer = Self.stableID(id, message)
        let said = spoken.filter { $0["direction"]?.string == "out" && $0["id"]?.string != answer }.count
        let step = BotScript.next(said: said, text: asked["text"]?.string ?? "")
        if !spoken.contains(where: { $0["id"]?.string == answer }) {
            let body: JSON = ["kind": "text", "text": JSON(step.text)]
            guard await ask("PUT", "cases/\(id)/messages/\(answer)", body, token: token) != nil else { return false }
        }
        guard let reason = step.handOff else { return true }
        return await ask("DELETE", "cases/\(id)/bot", ["reason": JSON(reason)], token: token) != nil
    }

    /// Nil when it was refused or came to nothing.
    private func ask(_ method: String, _ path: String, _ body: JSON? = nil, token: String) async -> JSON? {
        let outgoing = Outgoing(
            method: method, url: "\(options.deskURL)/api/v1/\(path)",
            headers: [("Authorization", "Bearer \(token)")] + (body == nil ? [] : [("Content-Type", "application/json")]),
            body: body?.bytes() ?? [])
        guard method != "GET" else {
            do {
                let answer = try await post.send(outgoing)
                return answer.status == 200 ? try JSON.parse(answer.body) : nil
            } catch {
                log.debug("the assistant got no answer", metadata: ["path": "\(path)", "error": "\(error)"])
                return nil
            }
        }
        guard let answer = await send(outgoing, kind: method == "PUT" ? "bot.message" : "bot.handoff", from: "bot", to: "desk"),
            (200...299).contains(answer.status)
        else { return nil }
        return (try? JSON.parse(answer.body)) ?? [:]
    }

    private static func stableID(_ parts: String...) -> String {
        var bytes = Array(SHA256.hash(data: Data(parts.joined(separator: "/").utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = bytes.hex
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { String(hex.dropFirst($0).prefix($1 - $0)) }.joined(separator: "-")
    }
}
