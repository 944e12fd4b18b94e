import Foundation
import Testing

@testable import Channels
@testable import Desk

@Suite struct GraphFaultTests {
    private func fault(_ status: Int, _ code: Int, transient: Bool = false) throws -> SendFailure {
        let body = #"{"error":{"message":"m","type":"OAuthException","code":\#(code),"is_transient":\#(transient)}}"#
        return try #require(GraphFault(status: status, body: Array(body.utf8))).failure(after: nil)
    }

    @Test(arguments: [4, 80007, 130429, 131048, 131056, 133016]) func throttlesAreTriedAgain(_ code: Int) throws {
        guard case .retry(let after, let reason) = try fault(400, code) else { return #expect(Bool(false), "\(code)") }
        #expect((after ?? 0) >= 1000 && !reason.isEmpty)
    }

    @Test func whatMetaSaysOfItselfIsTriedAgain() throws {
        for (status, code) in [(500, 2), (500, 131000), (503, 131016), (500, 424242)] {
            guard case .retry = try fault(status, code) else { return #expect(Bool(false), "\(status) \(code)") }
        }
        guard case .retry = try fault(400, 7, transient: true) else { return #expect(Bool(false)) }
    }

    @Test func refusalsAreSaidInPlainWords() throws {
        #expect(try fault(400, 131047) == .refused(reason: "La ventana de 24 horas se cerró: el cliente debe escribir primero. (131047)"))
        guard case .refused(let token) = try fault(401, 190) else { return #expect(Bool(false)) }
        #expect(token.contains("venció"))
        guard case .refused(let other) = try fault(400, 100) else { return #expect(Bool(false)) }
        #expect(other == "WhatsApp dice: m (100)")
    }

    /// The desk words what it knows by its code, in its reader's language; a code of three figures and more is told from other numbers.
    @Test func everySentenceIsWordedByTheDeskToo() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        for language in ["es", "en", "pt"] {
            let text = try Data(contentsOf: root.appendingPathComponent("Web/i18n/cases/\(language).json"))
            let words = try #require(try JSONSerialization.jsonObject(with: text) as? [String: String])
            for code in GraphFault.sentences.keys where code >= 100 {
                #expect(words["reason.\(code)"] != nil, "\(language) \(code)")
            }
        }
        #expect(GraphFault.words(for: .object([.init("code", .number("190"))])).hasSuffix(" (190)"))
    }

    @Test func aPageLeavesItOpenWhereItMayHaveBeenTaken() {
        #expect(GraphFault(status: 502, body: Array("<html>".utf8)) == nil)
        for status in [200, 500, 502, 504] {
            guard case .unknown = GraphFault.failure(ofPage: status, after: nil) else { return #expect(Bool(false), "\(status)") }
        }
        for status in [429, 503] {
            #expect({ if case .retry = GraphFault.failure(ofPage: status, after: 5) { true } else { false } }(), "\(status)")
        }
        for status in [400, 403, 404, 413] {
            #expect({ if case .refused = GraphFault.failure(ofPage: status, after: nil) { true } else { false } }(), "\(status)")
        }
    }
}
