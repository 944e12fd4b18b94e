import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Server

@Suite struct OpenAPITests {
    /// `docs/openapi.yaml` and the route table say the same: nothing undescribed, nothing described that isn't there.
    @Test func `describes every route, and routes every description`() async throws {
        try await Door.with(.router, { $0.isDemo = true }) { door in
            let routed = Set(door.server.routes.map { "\($0.method.rawValue) \($0.path.replacing("**", with: "{path}"))" })
            let described = Set(try Self.operations())
            #expect(routed.subtracting(described).sorted() == [])
            #expect(described.subtracting(routed).sorted() == [])
        }
    }

    @Test func `is served`() async throws {
        try await Door.with { door in
            let answer = try await door.get("/api/openapi.yaml")
            #expect(answer.status == .ok)
            #expect(String(buffer: answer.body).hasPrefix("openapi: 3.1"))
        }
    }

    /// Enough YAML for this file: paths are indented by two, methods by four.
    private static func operations() throws -> [String] {
        let text = try String(contentsOfFile: "\(Door.checkout)/docs/openapi.yaml", encoding: .utf8)
        var operations: [String] = []
        var path: Substring = ""
        for line in text.split(separator: "\n").drop(while: { $0 != "paths:" }).dropFirst().prefix(while: { $0.hasPrefix("  ") }) {
            if let match = line.wholeMatch(of: #/  (/\S*):/#) { path = match.1 }
            if let match = line.wholeMatch(of: #/    (get|put|post|patch|delete):/#) {
                operations.append("\(match.1.uppercased()) \(path)")
            }
        }
        return operations
    }
}
