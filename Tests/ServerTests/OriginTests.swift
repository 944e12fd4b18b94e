import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import Desk
@testable import Server

@Suite struct OriginTests {
    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")

    @Test(arguments: [
        ("http://localhost", nil, true), ("http://evil.example", nil, false), ("null", nil, false),
        ("http://localhost.evil.example", nil, false),
        ("https://localhost", nil, false), ("http://localhost:81", nil, false), (nil, nil, true), (nil, "same-origin", true),
        (nil, "cross-site", false), (nil, "same-site", false), (nil, "none", true), ("https://desk.example", nil, true),
    ])
    func `unsafe requests with a cookie come from our pages`(origin: String?, site: String?, isAdmitted: Bool) async throws {
        try await Door.with(.router, { $0.publicURL = "https://desk.example" }) { door in
            var headers = try await door.signedIn()
            headers[.origin] = origin
            if let name = Self.fetchSite { headers[name] = site }
            let answer = try await door.put("/api/v1/me/state", #"{"state":"available"}"#, headers)
            #expect(answer.status == (isAdmitted ? .ok : .forbidden))
            if !isAdmitted { #expect(try answer.code == "origin.refused") }
            let reading = try await door.get("/api/v1/me", headers)
            #expect(reading.status == .ok)
        }
    }

    @Test func `signing in from another site is refused`() async throws {
        try await Door.with { door in
            let body = #"{"email":"ana@demo.example","password":"\#(Door.password)"}"#
            var headers = Door.json
            headers[.origin] = "http://evil.example"
            let foreign = try await door.post("/api/v1/session", body, headers)
            #expect(foreign.status == .forbidden)
            headers[.origin] = nil
            let program = try await door.post("/api/v1/session", body, headers)
            #expect(program.status == .ok)
        }
    }

    @Test func `a token needs no page`() async throws {
        try await Door.with { door in
            let made = try await door.post("/api/v1/tokens", #"{"name":"prueba","scopes":["read"]}"#, try await door.signedIn())
            #expect(made.status == .created)
            guard case .string(let token) = try made.member("token") else { throw HTTPError(.internalServerError) }
            let headers: HTTPFields = [.authorization: "Bearer \(token)", .contentType: "application/json"]
            let reading = try await door.get("/api/v1/me", headers)
            #expect(reading.status == .ok)
            let writing = try await door.put("/api/v1/me/state", #"{"state":"available"}"#, headers)
            #expect(try writing.code == "scope.missing")
            let inbound = try await door.post("/api/v1/inbound/api", "{}", headers)
            #expect(try inbound.code == "scope.missing")
        }
    }

    @Test(arguments: [
        ("/api/v1/me", HTTPRequest.Method.get), ("/api/v1/desk", .get), ("/api/v1/events", .get), ("/api/v1/cases/1", .get),
        ("/api/v1/cases/1/acceptance", .put), ("/api/v1/users", .get), ("/api/v1/inbound/api", .post),
    ])
    func `nobody passes without a credential`(path: String, method: HTTPRequest.Method) async throws {
        try await Door.with { door in
            for headers: HTTPFields in [
                [:], [.cookie: "vt_session=vs_nonsense", .origin: Door.own], [.authorization: "Bearer vt_nonsense"],
                [.authorization: "Basic YTpi"],
            ] {
                let answer = try await door.client.executeRequest(uri: path, method: method, headers: headers, body: nil)
                #expect(answer.status == .unauthorized)
            }
        }
    }

    @Test func `chats answer only the sites they name`() async throws {
        try await Door.with { door in
            var headers: HTTPFields = [.contentType: "application/json", .origin: "https://shop.example"]
            let open = try await door.post("/chat/tienda/sessions", "{}", headers)
            #expect(open.status == .ok)
            #expect(open.headers[.accessControlAllowOrigin] == "https://shop.example")
            headers[.accessControlRequestMethod] = "POST"
            let preflight = try await door.client.executeRequest(
                uri: "/chat/tienda/sessions", method: .options, headers: headers, body: nil)
            #expect(preflight.status == .noContent)
            #expect(preflight.headers[.accessControlAllowMethods]?.contains("PUT") == true)
            let carla = try await door.signedIn("carla")
            let accounts = try await door.desk.account("tienda")
            let patch = try await door.client.executeRequest(
                uri: "/api/v1/channel-accounts/\(accounts.id)", method: .patch, headers: carla,
                body: ByteBuffer(string: #"{"settings":{"origins":["https://other.example"]}}"#))
            #expect(patch.status == .ok)
            let closed = try await door.post("/chat/tienda/sessions", "{}", headers)
            #expect(closed.status == .forbidden)
            #expect(closed.headers[.accessControlAllowOrigin] == nil)
            let me = try await door.get("/api/v1/me", headers)
            #expect(me.headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test func `cookies are secure where the address is`() async throws {
        for (address, isSecure) in [("https://desk.example", true), (nil, false)] as [(String?, Bool)] {
            try await Door.with(.router, { $0.publicURL = address }) { door in
                let answer = try await door.post("/api/v1/session", #"{"email":"ana@demo.example","password":"\#(Door.password)"}"#)
                let cookie = try #require(answer.headers[.setCookie])
                for part in ["vt_session=vs_", "; HttpOnly", "; SameSite=Lax", "; Path=/"] { #expect(cookie.contains(part)) }
                #expect(cookie.contains("; Secure") == isSecure)
                #expect((answer.headers[.strictTransportSecurity] != nil) == isSecure)
            }
        }
    }
}
