import HTTPTypes
import Hummingbird
import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import Server

@Suite struct LimitsTests {
    @Test func `buckets empty and fill`() {
        let now = NIOLockedValueBox<Int64>(0)
        let buckets = TokenBuckets(burst: 3, perSecond: 2, now: { now.withLockedValue { $0 } })
        for _ in 0..<3 { #expect(buckets.take("a") == nil) }
        #expect(buckets.take("a") == 0.5)
        #expect(buckets.take("b") == nil)
        now.withLockedValue { $0 = 500_000_000 }
        #expect(buckets.take("a") == nil)
        #expect(buckets.take("a") != nil)
        now.withLockedValue { $0 = 60_000_000_000 }
        for _ in 0..<3 { #expect(buckets.take("a") == nil) }
        #expect(buckets.take("a") != nil)
    }

    @Test func `a million keys take no more memory than two generations`() {
        let buckets = TokenBuckets(burst: 1, perSecond: 1, generation: 100, now: { 0 })
        for key in 0..<5_000 { _ = buckets.take("\(key)") }
        #expect(buckets.count <= 200)
        #expect(buckets.take("4999") != nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.168.1.128/25", "192.168.1.127", false),
        ("192.168.1.128/25", "192.168.1.200", true), ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false),
        ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
        ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
    ])
    func `blocks of addresses`(block: String, address: String, isInside: Bool) throws {
        #expect(try #require(CIDR(block)).contains(try #require(IPAddress(address))) == isInside)
    }

    @Test func `what is no block`() {
        for text in ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "example.com", "10.0.0.0/8/9", "10.0.0.0/"] {
            #expect(CIDR(text) == nil)
        }
    }

    @Test(arguments: [
        ("203.0.113.9", "10.0.0.1", "203.0.113.9"),
        ("203.0.113.9, 10.0.0.7", "10.0.0.1", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9", "10.0.0.1", "203.0.113.9"),
        ("1.2.3.4", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.5", "10.0.0.1", "10.0.0.5"),
        ("nonsense", "10.0.0.1", "10.0.0.1"),
        ("203.0.113.9, nonsense", "10.0.0.1", "10.0.0.1"),
    ])
    func `the nearest address no proxy of ours vouches for`(forwarded: String, peer: String, client: String) throws {
        let proxies = TrustedProxies([try #require(CIDR("10.0.0.0/8"))])
        let name = try #require(HTTPField.Name("X-Forwarded-For"))
        let head = HTTPRequest(method: .get, scheme: "http", authority: "x", path: "/", headerFields: [name: forwarded])
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        #expect(proxies.client(of: request, peer: peer) == client)
        #expect(TrustedProxies([]).client(of: request, peer: peer) == peer)
    }

    @Test(arguments: [
        ("https://Desk.Example", "https://desk.example"), ("https://desk.example/", "https://desk.example"),
        ("https://desk.example:443", "https://desk.example"), ("http://desk.example:8080", "http://desk.example:8080"),
        ("desk.example", nil), ("ftp://desk.example", nil), ("https://desk.example/path", nil), ("https://", nil),
        ("https://u@desk.example", nil),
    ])
    func `public addresses`(text: String, origin: String?) { #expect(ServerOptions.origin(of: text) == origin) }

    @Test func `refuses to send passwords in the clear`() throws {
        var options = ServerOptions()
        try options.validate()
        options.host = "0.0.0.0"
        #expect(throws: OptionError.self) { try options.validate() }
        options.publicURL = "http://desk.example"
        #expect(throws: OptionError.self) { try options.validate() }
        options.publicURL = "https://desk.example"
        #expect(throws: OptionError.self) { try options.validate() }
        options.trustedProxies = CIDR.loopback
        try options.validate()
        options.trustedProxies = []
        options.allowsInsecureHTTP = true
        try options.validate()
        options.isDemo = true
        #expect(throws: OptionError.self) { try options.validate() }
    }
}
