import Foundation
import Testing

@testable import Channels
@testable import Desk

@Suite struct WhatsAppInboundTests {
    struct Fixture: Sendable, CustomTestStringConvertible {
        let name: String
        let body: [UInt8]
        let expect: [String]
        var testDescription: String { name }
    }

    static let fixtures: [Fixture] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/whatsapp.jsonl")
        let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
        return lines.compactMap { line in
            // The body as it stands: a dictionary would lose the order of its members, which notices are worded by.
            guard let row = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let start = line.range(of: "\"body\": "), let end = line.range(of: ", \"expect\": [", options: .backwards)
            else { return nil }
            return Fixture(
                name: row["name"] as? String ?? "", body: Array(line[start.upperBound..<end.lowerBound].utf8),
                expect: row["expect"] as? [String] ?? [])
        }
    }()

    @Test func theFixturesAreThere() { #expect(Self.fixtures.count > 40) }

    @Test(arguments: fixtures) func everyKindIsMappedOrReadable(_ fixture: Fixture) throws {
        #expect(try WhatsAppInbound.items(in: fixture.body).map(Self.words) == fixture.expect)
    }

    /// Cut anywhere, or with any byte another: an answer or a refusal, never a crash, and whatever is read is fit to be stored.
    @Test func mutatedBodiesAreReadOrRefused() throws {
        var random = SystemRandomNumberGenerator(), read = 0
        for fixture in Self.fixtures {
            for turn in 0..<150 {
                var bytes = fixture.body
                switch turn % 3 {
                case 0: bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
                case 1: bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
                default:
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    let pieces: [[UInt8]] = [
                        Array("\\u0000".utf8), Array("\\ud83d".utf8), [0xFF, 0xFE], Array("null".utf8), Array("[".utf8),
                        Array("-1e999".utf8),
                    ]
                    bytes.replaceSubrange(place..<min(place + 3, bytes.count), with: pieces[turn / 3 % pieces.count])
                }
                do {
                    for item in try WhatsAppInbound.items(in: bytes) {
                        read += 1
                        guard case .message(let inbound) = item.content else { continue }
                        #expect(!inbound.text.unicodeScalars.contains("\0") && !inbound.id.unicodeScalars.contains("\0"))
                    }
                } catch let error as DeskError {
                    #expect(error.code == "request.malformed" || error.code == "delivery.malformed" || error.code == "request.text")
                }
            }
        }
        #expect(read > 100)
    }

    @Test func oddCharactersAreReplaced() throws {
        let body =
            #"{"object":"x","entry":[{"changes":[{"field":"messages","value":{"messages":[{"from":"51987654321","id":"a","type":"text","text":{"body":"a\u0000b\ud83dc"}}]}}]}]}"#
        let bytes = Array(body.utf8).flatMap { $0 == UInt8(ascii: "c") ? [$0] : [$0] }
        let item = try #require(try WhatsAppInbound.items(in: bytes).first)
        guard case .message(let inbound) = item.content else { throw DeskError("test", "no message") }
        #expect(inbound.text == "a\u{FFFD}b\u{FFFD}c")
    }

    @Test func bodiesOfAnotherShapeAreRefused() {
        for body in ["", "[]", "{}", "{\"entry\":1}", "null", "<html>", "{\"entry\":[}"] {
            #expect(throws: DeskError.self, "\(body)") { try WhatsAppInbound.items(in: Array(body.utf8)) }
        }
    }

    private static func words(_ item: DeliveredItem) -> String {
        switch item.content {
        case .message(let inbound):
            let sender = inbound.sender
            let address = (try? PointValue.normalise(kind: sender.kind, value: sender.value, country: "PE"))?.value ?? sender.value
            var parts = [inbound.kind.rawValue, sender.kind == "wa-user" ? "user \(address)" : address]
            if sender.kind == "wa-user", let name = sender.name { parts.append("(\(name))") }
            if let alias = sender.alias { parts.append("= \(alias)") }
            if let call = inbound.call {
                parts += [call.status.rawValue, call.direction.rawValue] + (call.duration.map { ["\($0)"] } ?? [])
            }
            if !inbound.text.isEmpty { parts.append(inbound.text) }
            if !inbound.data.isEmpty, inbound.kind != .unsupported { parts.append(inbound.data) }
            for case .held(_, _, let type, let isVoice) in inbound.attachments {
                parts.append("[\(type.flatMap(FileType.essence) ?? "?")\(isVoice ? " voice" : "")]")
            }
            if inbound.replyTo != nil || inbound.quotedText != nil { parts.append(">") }
            return (parts + [inbound.replyTo, inbound.quotedText].compactMap { $0 }).joined(separator: " ")
        case .receipt(let receipt):
            guard case .provider(let id) = receipt.target else { return "?" }
            let more = [receipt.reason, receipt.ours.map { "= \($0.text)" } ?? ""].filter { !$0.isEmpty }
            return (["receipt", receipt.status.rawValue, id] + more).joined(separator: " ")
        case .reaction(let reaction, _): return "reaction \(reaction.emoji) \(reaction.target)"
        case .notice(let text): return "notice \(text)"
        case .unreadable(let error): return "unreadable \(error.code)"
        }
    }
}
