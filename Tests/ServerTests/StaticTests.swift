import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import Server

@Suite struct StaticTests {
    /// A small web client in a folder of the test's own, with a secret beside it.
    private func folder() throws -> String {
        let root = "\(NSTemporaryDirectory())web-\(UInt64.random(in: 0 ... .max))"
        for name in ["Web/widget", "Web/lib"] {
            try FileManager.default.createDirectory(atPath: "\(root)/\(name)", withIntermediateDirectories: true)
        }
        let files = [
            "secret.txt": "secret", "Web/index.html": "<!doctype html>desk", "Web/login.html": "<!doctype html>login",
            "Web/lib/a.js": String(repeating: "let a = 1;\n", count: 200), "Web/widget/widget.js": "widget", "Web/.hidden": "hidden",
        ]
        for (name, text) in files { try text.write(toFile: "\(root)/\(name)", atomically: true, encoding: .utf8) }
        return "\(root)/Web"
    }

    @Test func `serves what is there, with its type and tag`() async throws {
        try await Door.with(web: try folder()) { door in
            let plain = try await door.get("/app/lib/a.js")
            #expect(plain.status == .ok)
            #expect(plain.headers[.contentType] == "text/javascript; charset=utf-8")
            #expect(plain.headers[.cacheControl] == "no-cache")
            #expect(plain.headers[.contentEncoding] == nil)
            #expect(plain.body.readableBytes == 2200)
            let etag = try #require(plain.headers[.eTag])
            let again = try await door.get("/app/lib/a.js", [.ifNoneMatch: "\"x\", W/\(etag)"])
            #expect(again.status == .notModified)
            #expect(again.body.readableBytes == 0)
            let packed = try await door.get("/app/lib/a.js", [.acceptEncoding: "br, gzip;q=0.8"])
            #expect(packed.headers[.contentEncoding] == "gzip")
            #expect(packed.body.readableBytes < 200)
            #expect(packed.body.getBytes(at: 0, length: 2) == [0x1F, 0x8B])
            let unpacked = try await door.get("/app/lib/a.js", [.acceptEncoding: "gzip;q=0"])
            #expect(unpacked.headers[.contentEncoding] == nil)
        }
    }

    @Test func `the revision changes with any file`() async throws {
        let folder = try folder()
        let seen = NIOLockedValueBox<[ByteBuffer]>([])
        for text in ["let a = 1;", "let a = 1;", "let b = 2;"] {
            try text.write(toFile: "\(folder)/lib/a.js", atomically: true, encoding: .utf8)
            try await Door.with(web: folder) { door in
                let answer = try await door.get("/app/revision")
                #expect(answer.status == .ok)
                seen.withLockedValue { $0.append(answer.body) }
            }
        }
        let revisions = seen.withLockedValue { $0 }
        #expect(revisions[0].readableBytes > 8)
        #expect(revisions[0] == revisions[1])
        #expect(revisions[1] != revisions[2])
    }

    @Test(arguments: [
        "/app/../secret.txt", "/app/%2e%2e/secret.txt", "/app/lib/../../secret.txt", "/app/..%2fsecret.txt", "/app//etc/passwd",
        "/app/%2fetc/passwd",
        "/app/.hidden", "/app/lib", "/app/", "/app/nothing.js", "/widget/../index.html", "/app/a%00.js", "/app/%ff",
    ])
    func `nothing else`(path: String) async throws {
        try await Door.with(web: try folder()) { door in
            let answer = try await door.get(path)
            #expect(answer.status == .notFound)
            #expect(try answer.code == "route.not_found")
        }
    }

    @Test func `pages ask to sign in first`() async throws {
        try await Door.with(web: try folder()) { door in
            for path in ["/", "/cases/12"] {
                let away = try await door.get(path, [.cookie: "vt_session=vs_old"])
                #expect(away.status == .found)
                #expect(away.headers[.location] == (path == "/" ? "/login" : "/login?next=/cases/12"))
                let inside = try await door.get(path, try await door.signedIn())
                #expect(String(buffer: inside.body) == "<!doctype html>desk")
            }
            #expect(String(buffer: try await door.get("/login").body) == "<!doctype html>login")
            let widget = try await door.get("/widget.js")
            #expect(widget.headers[.accessControlAllowOrigin] == "*")
            let shop = try await door.get("/shop")
            #expect(shop.status == .notFound)
        }
    }

    @Test func `the demo sees files change`() async throws {
        let web = try folder()
        try await Door.with(web: web, { $0.isDemo = true }) { door in
            let absent = try await door.get("/app/new.js")
            #expect(absent.status == .notFound)
            try "fresh".write(toFile: "\(web)/new.js", atomically: true, encoding: .utf8)
            #expect(String(buffer: try await door.get("/app/new.js").body) == "fresh")
        }
    }
}
