import Testing

@testable import Simulator

/// The Graph's own rules, as the schema and its documents say them.
@Suite struct GraphRulesTests {
    private static let base: JSON = ["messaging_product": "whatsapp", "to": "51987654321"]

    private static func body(_ type: String, _ content: JSON, without: String? = nil, _ more: [(String, JSON)] = []) -> JSON {
        guard case .object(let members) = base else { return base }
        let all =
            members + [.init(key: "type", value: JSON(type)), .init(key: type, value: content)] + more.map { .init(key: $0.0, value: $0.1) }
        return .object(all.filter { $0.key != without })
    }

    private static func read(_ body: JSON) throws(GraphError) -> SendRequest {
        try SendRequest(body) { id in
            switch id {
            case "photo": ("image/jpeg", 1000)
            case "voice": ("audio/ogg; codecs=opus", 1000)
            case "tune": ("audio/mpeg", 1000)
            case "huge": ("image/jpeg", 6_000_000)
            default: nil
            }
        }
    }

    static let refused: [(JSON, Int, String)] = [
        (body("text", ["body": "Hola"], without: "messaging_product"), 100, "messaging_product is required"),
        (body("text", ["body": "Hola"], without: "to"), 100, "to is required"),
        (body("text", ["body": "Hola"], without: "text"), 100, "text is required"),
        (["messaging_product": "whatsapp", "to": "hola", "type": "text", "text": ["body": "x"]], 131009, "not valid"),
        (body("fax", ["body": "Hola"]), 100, "type must be one of"),
        (body("text", ["body": ""]), 131008, "missing"),
        (body("text", ["body": JSON(String(repeating: "ñ", count: 4097))]), 100, "at most 4096"),
        (body("text", ["body": "Hola", "colour": "red"]), 100, "Unexpected key \"colour\""),
        (body("image", ["id": "photo", "caption": JSON(String(repeating: "a", count: 1025))]), 100, "at most 1024"),
        (body("image", ["id": "nowhere"]), 100, "not a valid whatsapp business account media attachment ID"),
        (body("image", ["id": "voice"]), 131053, "Media upload error"),
        (body("image", ["id": "huge"]), 131053, "Media upload error"),
        (body("image", [:]), 131008, "missing"),
        (body("image", ["id": "photo", "link": "https://example.com/a.jpg"]), 131008, "missing"),
        (body("audio", ["id": "voice", "caption": "no"]), 100, "Unexpected key \"caption\""),
        (body("audio", ["id": "tune", "voice": true]), 131053, "Media upload error"),
        (body("location", ["latitude": 91, "longitude": 0]), 131009, "not valid"),
        (body("contacts", []), 131009, "not valid"),
        (body("reaction", ["message_id": "x", "emoji": "👍"]), 131008, "missing"),
        (body("reaction", ["message_id": "wamid.x", "emoji": "👍👍"]), 131009, "not valid"),
        (body("template", ["name": "bienvenida"]), 131008, "missing"),
        (body("text", ["body": "x"], [("context", ["message_id": "17"])]), 131009, "not valid"),
        (body("text", ["body": "x"], [("recipient_type", "group")]), 131009, "not valid"),
        (body("text", ["body": "x"], [("biz_opaque_callback_data", JSON(String(repeating: "a", count: 513)))]), 100, "at most 512"),
    ]

    @Test(arguments: 0..<refused.count)
    func refuses(_ row: Int) {
        let (body, code, words) = Self.refused[row]
        do throws(GraphError) {
            _ = try Self.read(body)
            Issue.record("taken: \(body.text())")
        } catch {
            #expect(error.code == code, "\(body.text())")
            #expect(error.message.contains(words), "\(error.message)")
        }
    }

    @Test("What stands at a limit is taken")
    func takes() throws {
        for body in [
            Self.body("text", ["body": JSON(String(repeating: "a", count: 4096))]),
            Self.body("image", ["id": "photo", "caption": JSON(String(repeating: "a", count: 1024))]), Self.body("audio", ["id": "voice"]),
            Self.body("audio", ["id": "voice", "voice": true]), Self.body("document", ["id": "tune", "filename": "tono.mp3"]),
            Self.body("location", ["latitude": "-12.1", "longitude": "-77", "name": "Aquí"]),
            Self.body("contacts", [["name": ["formatted_name": "Julia"]]]), Self.body("reaction", ["message_id": "wamid.x", "emoji": ""]),
            Self.body("reaction", ["message_id": "wamid.x", "emoji": "👩‍👩‍👧"]),
            ["messaging_product": "whatsapp", "recipient": "PE.12345678901", "type": "text", "text": ["body": "x"]],
        ] as [JSON] { _ = try Self.read(body) }
    }

    @Test func errorsLookLikeTheGraphs() {
        let json = GraphError(code: 131047).json["error"]
        #expect(json?["code"] == 131047)
        #expect(json?["type"] == "OAuthException")
        #expect(json?["message"] == "(#131047) Re-engagement message")
        #expect(json?["error_data"]?["messaging_product"] == "whatsapp")
        #expect(GraphError.token.status == 401)
        #expect(GraphError(code: 131016).status == 500)
        #expect(GraphError(code: 130429).isPassing)
    }

    @Test("Uploads are held to types and sizes")
    func uploads() throws {
        try MediaRules.checkUpload(type: "image/jpeg", size: 5 * 1_048_576)
        for (type, size) in [
            ("image/jpeg", 5 * 1_048_576 + 1), ("image/gif", 10), ("audio/ogg; codecs=opus", 17 * 1_048_576), ("image/webp", 600_000),
            ("text/html", 10), ("image/png", 0),
        ] {
            #expect(throws: GraphError.self, "\(type)") { try MediaRules.checkUpload(type: type, size: size) }
        }
    }

    @Test func multipart() throws {
        let body =
            "--B\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n--B\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a.ogg\"\r\nContent-Type: audio/ogg; codecs=opus\r\n\r\n\u{1}\r\n--C\u{2}\r\n--B--\r\n"
        let form = try #require(Multipart(contentType: "multipart/form-data; boundary=B", body: Array(body.utf8)))
        #expect(form.text("messaging_product") == "whatsapp")
        #expect(form.file?.type == "audio/ogg; codecs=opus")
        #expect(form.file?.fileName == "a.ogg")
        #expect(form.file.map { Array($0.body) } == Array("\u{1}\r\n--C\u{2}".utf8))
        #expect(Multipart(contentType: "multipart/form-data; boundary=B", body: Array(body.utf8.dropLast(9))) == nil)
        #expect(Multipart(contentType: "application/json", body: Array(body.utf8)) == nil)
    }

    @Test(
        "A number is found under each form in which it is written",
        arguments: [
            ("5511987654321", "551187654321", "5511987654321"), ("5531987654321", "553187654321", "553187654321"),
            ("541123456789", "5491123456789", "5491123456789"), ("51987654321", "51987654321", "51987654321"),
        ])
    func numbers(_ number: String, _ other: String, _ waID: String) {
        #expect(WhatsAppNumber.key(number) == WhatsAppNumber.key(other))
        #expect(WhatsAppNumber.waID(number) == waID)
    }

    @Test func theAssistant() {
        #expect(BotScript.next(said: 0, text: "hola").handOff == nil)
        #expect(BotScript.next(said: 0, text: "Quiero hablar con una persona").handOff != nil)
        #expect(BotScript.next(said: 1, text: " 2. ").text.contains("garantía"))
        #expect(BotScript.next(said: 1, text: "entrega").handOff == nil)
        #expect(BotScript.next(said: 1, text: "no sé").handOff != nil)
        #expect(BotScript.next(said: 2, text: "CJ-20931").handOff != nil)
    }

    @Test("Only programs on this machine are let in")
    func loopback() {
        for host in ["127.0.0.1", "127.9.9.9", "::1", "localhost", "::ffff:127.0.0.1"] { #expect(Door.isLoopback(host), "\(host)") }
        for host in ["10.0.0.1", "127.0.0.1.evil.example", "::2", "1270.0.0.1", "evil", "", "::ffff:10.0.0.1", "127.0.0"] {
            #expect(!Door.isLoopback(host), "\(host)")
        }
        #expect(Door.host(of: "[::1]:8080") == "::1")
        #expect(Door.host(of: "localhost:8080") == "localhost")
    }
}
