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

    /// Any member gone, or of another kind: something is said of each body that holds anything, and nothing ends the process.
    @Test func bodiesOfAnotherMakeAreNeverDroppedSilently() throws {
        var count = 0
        for fixture in Self.fixtures {
            let whole = try JSONParser.parse(fixture.body, oddities: .lenient)
            guard whole["entry"]?.items.isEmpty == false else { continue }
            for other in Self.mutations(of: whole) {
                guard other["entry"]?.items.contains(where: { $0["changes"]?.items.isEmpty != true }) == true else { continue }
                let items = try WhatsAppInbound.items(in: Array(Self.text(other).utf8))
                count += 1
                #expect(!items.isEmpty, "\(fixture.name): \(Self.text(other))")
                for case .message(let inbound) in items.map(\.content) {
                    #expect(!inbound.text.isEmpty || !inbound.data.isEmpty || !inbound.attachments.isEmpty || inbound.call != nil)
                }
            }
        }
        #expect(count > 5_000)
    }

    /// Each node in turn replaced by a value of every other kind, and each member taken out.
    private static func mutations(of value: JSONValue) -> [JSONValue] {
        let others: [JSONValue] = [.null, .bool(true), .number("-1"), .string(""), .string("x"), .array([]), .object([])]
        switch value {
        case .object(let members):
            return others
                + members.indices.flatMap { place -> [JSONValue] in
                    var without = members
                    without.remove(at: place)
                    let changed = mutations(of: members[place].value).map { value -> JSONValue in
                        var all = members
                        all[place] = JSONValue.Member(members[place].key, value)
                        return .object(all)
                    }
                    return [.object(without)] + changed
                }
        case .array(let items):
            return others
                + items.indices.flatMap { place in
                    mutations(of: items[place]).map { value in
                        var all = items
                        all[place] = value
                        return .array(all)
                    }
                }
        default: return others
        }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let isTrue): isTrue ? "true" : "false"
        case .number(let digits): digits
        case .string(let text):
            String(decoding: (try? JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed)) ?? Data(), as: UTF8.self)
        case .array(let items): "[" + items.map(text).joined(separator: ",") + "]"
        case .object(let members): "{" + members.map { "\(text(.string($0.key))):\(text($0.value))" }.joined(separator: ",") + "}"
        }
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
        case .line(let line, let sender):
            let address = (try? PointValue.normalise(kind: sender.kind, value: sender.value, country: "PE"))?.value ?? sender.value
            return (["line", address, line.code] + line.params.map { "\($0.0)=\($0.1)" }).joined(separator: " ")
        case .notice(let text): return "notice \(text)"
        case .unreadable(let error): return "unreadable \(error.code)"
        }
    }
}
