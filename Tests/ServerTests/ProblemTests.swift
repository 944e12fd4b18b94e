import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Desk
@testable import Server

@Suite struct ProblemTests {
    @Test func `what is not there, and what is done otherwise`() async throws {
        try await Door.with { door in
            let missing = try await door.get("/nothing/here")
            #expect(missing.status == .notFound)
            #expect(missing.headers[.contentType] == "application/problem+json")
            #expect(try missing.code == "route.not_found")
            #expect(try missing.member("id") != nil)
            let other = try await door.post("/api/v1/cases/1/acceptance", "{}")
            #expect(other.status == .methodNotAllowed)
            #expect(other.headers[.allow] == "PUT, DELETE")
        }
    }

    @Test func `every answer carries the security headers`() async throws {
        let permissions = try #require(HTTPField.Name("Permissions-Policy"))
        let requestID = try #require(HTTPField.Name("X-Request-Id"))
        try await Door.with { door in
            for path in ["/health/live", "/nothing", "/login", "/api/v1/me", "/widget.js"] {
                let headers = try await door.get(path).headers
                #expect(headers[.contentSecurityPolicy] == SecurityHeaders.contentPolicy)
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(headers[permissions]?.contains("microphone=(self)") == true)
                #expect(headers[requestID]?.isEmpty == false)
            }
        }
    }

    @Test func `bodies are judged by type, size and content`() async throws {
        try await Door.with { door in
            var headers = try await door.signedIn()
            let path = "/api/v1/me/state"
            let unknown = try await door.put(path, #"{"state":"available","x":1}"#, headers)
            #expect(try unknown.code == "request.unknown_field")
            let wrong = try await door.put(path, #"{"state":3}"#, headers)
            #expect(try wrong.code == "request.invalid")
            let broken = try await door.put(path, #"{"state":"#, headers)
            #expect(try broken.code == "request.malformed")
            let odd = try await door.put(path, #"{"state":"\u0000"}"#, headers)
            #expect(try odd.code == "request.text")
            let listing = try await door.get("/api/v1/cases?colour=red", headers)
            #expect(try listing.code == "request.unknown_parameter")
            let long = try await door.put(path, "{\"state\":\"\(String(repeating: "a", count: 1_100_000))\"}", headers)
            #expect(long.status == .contentTooLarge)
            headers[.contentType] = "text/plain"
            let plain = try await door.put(path, #"{"state":"available"}"#, headers)
            #expect(plain.status == .unsupportedMediaType)
        }
    }

    @Test func `says when to come back`() {
        let busy = Problem.response(DeskError("storage.busy", "…"), id: "1")
        #expect(busy.status == .serviceUnavailable)
        #expect(busy.headers[.retryAfter] == "1")
        let slowed = Problem.response(DeskError("session.slowed", "…", extra: ["retryAfter": "31"]), id: "1")
        #expect(slowed.status == .tooManyRequests)
        #expect(slowed.headers[.retryAfter] == "31")
    }

    @Test func `extension members stand in the document`() async throws {
        let response = Problem.response(DeskError("case.taken", "…", extra: ["holder": #"{"id":"1"}"#]), id: "1")
        #expect(response.status == .conflict)
    }

    /// Every code that is thrown anywhere has its status in `ErrorMap`, not by the fallback.
    @Test func `knows every code in the sources`() throws {
        let pattern = /DeskError\(\s*"([a-z_]+(?:\.[a-z_]+)*)"/
        var codes: Set<String> = []
        for module in ["Desk", "Server", "Channels"] {
            let folder = "\(Door.checkout)/Sources/\(module)"
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".swift") {
                let source = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
                codes.formUnion(source.matches(of: pattern).map { String($0.1) })
            }
        }
        #expect(codes.count > 30)
        #expect(codes.filter { !ErrorMap.knows($0) }.sorted() == [])
    }
}
