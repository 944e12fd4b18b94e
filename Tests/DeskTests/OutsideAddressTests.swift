import Testing

@testable import Channels
@testable import Desk
@testable import Storage

@Suite struct OutsideAddressTests {
    /// Ways to write a private address so that a careless check lets it by: none resolves to something we connect to.
    @Test(arguments: [
        "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "[::1]", "[::]", "0.0.0.0", "0",
        "10.0.0.1",
        "10.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.257", "169.254.169.254", "0xa9fea9fe", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fd00::1]", "[fe80::1]", "[fec0::1]",
        "[ff02::1]", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "[2001:db8::1]", "[2001::1]", "[::127.0.0.1]",
    ]) func privateForms(_ host: String) {
        #expect(throws: SendFailure.self, "\(host)") { try OutsideAddress.resolve(host: host, allowLoopback: false) }
    }

    @Test(arguments: ["8.8.8.8", "1.1.1.1", "[2606:4700:4700::1111]", "172.32.0.1", "100.128.0.1"]) func publicOnes(_ host: String) throws {
        #expect(try !OutsideAddress.resolve(host: host, allowLoopback: false).isEmpty)
    }

    @Test func loopbackIsForTheDemo() throws {
        #expect(try OutsideAddress.resolve(host: "127.0.0.1", allowLoopback: true) == "127.0.0.1")
        #expect(throws: SendFailure.self) { try OutsideAddress.resolve(host: "10.0.0.1", allowLoopback: true) }
    }

    @Test(arguments: ["file:///etc/passwd", "http://user:clave@8.8.8.8/", "gopher://8.8.8.8/", "no es una url", "http:///x", "//8.8.8.8/x"])
    func urlsThatAreNone(_ url: String) async {
        await #expect(throws: SendFailure.self) { try await OutsideClient(allowLoopback: true).post(url, body: [], headers: []) }
    }
}

/// What every channel promises, whatever its provider.
@Suite struct ChannelConformanceTests {
    static let channels: [any Channel] = [
        WebChatChannel(), APIChannel(client: OutsideClient(allowLoopback: true), publicURL: "http://127.0.0.1"),
    ]

    @Test func namesAreOfTheVocabularyAndUnique() {
        let names = Self.channels.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy(ChannelAccount.channelKinds.contains))
    }

    /// Whatever a provider posts, a channel answers items or a refusal; it never crashes and never invents.
    @Test func fuzzedBodiesAreItemsOrARefusal() async throws {
        try await World.with(.sqlite) { world in
            var chance = SplitMix(state: 7)
            for channel in Self.channels {
                let account = channel.name == "webchat" ? world.tienda : world.api
                for round in 0..<300 {
                    let bytes = (0..<(round * 3)).map { _ in UInt8(truncatingIfNeeded: chance.next()) }
                    do {
                        let items = try channel.read(Delivery(body: bytes), account: account)
                        #expect(items.isEmpty)
                    } catch is DeskError {
                        continue
                    }
                }
            }
        }
    }
}
