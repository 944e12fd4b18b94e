import Foundation
import NIOConcurrencyHelpers
import Testing

@testable import Simulator

/// From a customer's hand to the desk's hook and back.
@Suite struct FlowTests {
    @Test("A customer writes: one signed webhook of the schema's shape")
    func inbound() async throws {
        try await TestDesk.with { desk in
            let elena = try desk.customer()
            try desk.simulator.write(Writing(text: "¿Tienen talla 38? 🙂"), on: elena.id)
            let hook = try #require(try await desk.hooks(1).first)
            #expect(hook.url == "http://127.0.0.1:8080/hooks/whatsapp/whatsapp")
            let signature = hook.headers.first { $0.0 == "X-Hub-Signature-256" }?.1
            #expect(signature == Signature.of(hook.body, secret: "secret"))
            #expect(hook.body.allSatisfy { $0 < 0x80 })
            let body = try JSON.parse(hook.body)
            #expect(body["object"] == "whatsapp_business_account")
            let value = try #require(try hook.value)
            #expect(value["messaging_product"] == "whatsapp")
            #expect(value["metadata"]?["phone_number_id"] == "106540352242922")
            #expect(value["metadata"]?["display_phone_number"] == "5117004400")
            #expect(value["contacts"]?.items?.first?["wa_id"] == "51987654321")
            #expect(value["contacts"]?.items?.first?["profile"]?["name"] == "Elena Ríos")
            let message = try #require(value["messages"]?.items?.first)
            #expect(message["from"] == "51987654321")
            #expect(message["type"] == "text")
            #expect(message["text"]?["body"] == "¿Tienen talla 38? 🙂")
            #expect(message["timestamp"] == "1763739751")
            #expect(message["id"]?.string?.hasPrefix("wamid.") == true)
        }
    }

    @Test("Without a number, a user id says who writes, and is answered by it")
    func userID() async throws {
        try await TestDesk.with { desk in
            let elena = try desk.customer("Elena", ["userId": "PE.13491208655302"])
            try desk.simulator.write(Writing(text: "Hola"), on: elena.id)
            let value = try #require(try await desk.hooks(1).first?.value)
            #expect(value["contacts"]?.items?.first?["user_id"] == "PE.13491208655302")
            #expect(value["contacts"]?.items?.first?["wa_id"] == nil)
            #expect(value["messages"]?.items?.first?["from"] == nil)
            #expect(value["messages"]?.items?.first?["from_user_id"] == "PE.13491208655302")
            _ = try desk.send([
                "messaging_product": "whatsapp", "recipient": "PE.13491208655302", "type": "text", "text": ["body": "Hola, Elena"],
            ])
            #expect(try await desk.statuses(2).first?["recipient_user_id"] == "PE.13491208655302")
        }
    }

    @Test("A medium is named by id and hash; a reply names what it answers")
    func media() async throws {
        try await TestDesk.with { desk in
            let elena = try desk.customer()
            let first = try desk.simulator.write(Writing(text: "Mira"), on: elena.id)
            let medium = desk.simulator.change { $0.media.add([1, 2, 3], name: "a.jpg", type: "image/jpeg", owner: "") }
            try desk.simulator.write(
                try Writing(["kind": "image", "file": JSON(medium.id), "text": "La caja", "replyTo": JSON(first.id)]), on: elena.id)
            let message = try #require(try await desk.hooks(2).last?.value?["messages"]?.items?.first)
            #expect(message["image"]?["id"] == JSON(medium.id))
            #expect(message["image"]?["sha256"] == "A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc+4E=")
            #expect(message["image"]?["caption"] == "La caja")
            #expect(message["context"]?["id"] == JSON(first.id))
        }
    }

    @Test("An answer's receipts come as sent, delivered, read, each with what the business wrote on it")
    func receipts() async throws {
        try await TestDesk.with { desk in
            let elena = try desk.customer()
            try desk.simulator.write(Writing(text: "Hola"), on: elena.id)
            let answer = try desk.text("Buenas tardes", ["biz_opaque_callback_data": "m-1"])
            #expect(answer["contacts"]?.items?.first?["wa_id"] == "51987654321")
            let id = try #require(answer["messages"]?.items?.first?["id"])
            let two = try await desk.statuses(2)
            #expect(two.map { $0["status"] } == ["sent", "delivered"])
            #expect(two.allSatisfy { $0["id"] == id && $0["biz_opaque_callback_data"] == "m-1" && $0["recipient_id"] == "51987654321" })
            #expect(two.first?["conversation"]?["origin"]?["type"] == "service")
            #expect(two.first?["pricing"]?["pricing_model"] == "PMP")
            try desk.simulator.read(on: elena.id)
            let read = try #require(try await desk.statuses(3).last)
            #expect(read["status"] == "read")
            // What doesn't apply is left out, not null.
            #expect(Set(read.keys) == ["id", "status", "timestamp", "recipient_id", "biz_opaque_callback_data"])
            // Nothing is told twice.
            try desk.simulator.read(on: elena.id)
            try desk.simulator.write(Writing(text: "Gracias"), on: elena.id)
            _ = try await desk.hooks(2)
            #expect(try await desk.statuses(3).count == 3)
        }
    }

    @Test("A phone that is off gets what was sent to it once it is on")
    func offline() async throws {
        try await TestDesk.with { desk in
            let elena = try desk.customer()
            try desk.simulator.write(Writing(text: "Hola"), on: elena.id)
            _ = try desk.simulator.changePhone(elena.id, ["online": false])
            _ = try desk.text("¿Sigues ahí?")
            #expect(try await desk.statuses(1).map { $0["status"] } == ["sent"])
            try desk.simulator.write(Writing(text: "Ya vuelvo"), on: elena.id)
            _ = try await desk.hooks(2)
            #expect(try await desk.statuses(1).count == 1)
            _ = try desk.simulator.changePhone(elena.id, ["online": true])
            #expect(try await desk.statuses(2).last?["status"] == "delivered")
        }
    }

    @Test("After 24 hours the business may not write, but by a template")
    func window() async throws {
        try await TestDesk.with { desk in
            let elena = try desk.customer()
            try desk.simulator.write(Writing(text: "Hola"), on: elena.id)
            desk.clock.withLockedValue { $0 += 24 * 3_600_000 }
            _ = try desk.text("A tiempo")
            desk.clock.withLockedValue { $0 += 1 }
            #expect(throws: GraphError.windowOver) { try desk.text("Tarde") }
            _ = try desk.send([
                "messaging_product": "whatsapp", "to": "51987654321", "type": "template",
                "template": ["name": "seguimiento", "language": ["code": "es_PE"]],
            ])
            // The same, told by a receipt.
            try desk.simulator.change { try $0.switches.change(["failAs": "status"]) }
            let answer = try desk.text("Tarde otra vez")
            let failed = try await desk.statuses(5).first { $0["status"] == "failed" }
            #expect(failed?["id"] == answer["messages"]?.items?.first?["id"])
            #expect(failed?["errors"]?.items?.first?["code"] == 131047)
        }
    }

    @Test("Who has no WhatsApp is found out by a receipt")
    func nobody() async throws {
        try await TestDesk.with { desk in
            _ = try desk.text("Hola", to: "51900000001")
            let failed = try #require(try await desk.statuses(1).first)
            #expect(failed["status"] == "failed")
            #expect(failed["recipient_id"] == "51900000001")
            #expect(failed["errors"]?.items?.first?["code"] == 131026)
        }
    }

    @Test("A Brazilian is found with the ninth digit or without")
    func brazil() async throws {
        try await TestDesk.with { desk in
            let ana = try desk.customer("Ana", ["number": "+55 31 98765-4321"])
            try desk.simulator.write(Writing(text: "Olá"), on: ana.id)
            #expect(try await desk.hooks(1).first?.value?["messages"]?.items?.first?["from"] == "553187654321")
            for written in ["5531987654321", "553187654321"] {
                let answer = try desk.text("Oi", to: written)
                #expect(answer["contacts"]?.items?.first?["input"] == JSON(written))
                #expect(answer["contacts"]?.items?.first?["wa_id"] == "553187654321")
            }
        }
    }

    @Test("Reactions go both ways, and can be taken away")
    func reactions() async throws {
        try await TestDesk.with { desk in
            let elena = try desk.customer()
            let mine = try desk.simulator.write(Writing(text: "Listo"), on: elena.id)
            func reactions() -> [String: String]? { desk.simulator.change { $0.phones[elena.id]?.messages.first?.reactions } }
            func react(_ emoji: String, on id: String) throws {
                _ = try desk.send([
                    "messaging_product": "whatsapp", "to": "51987654321", "type": "reaction",
                    "reaction": ["message_id": JSON(id), "emoji": JSON(emoji)],
                ])
            }
            try react("👍", on: mine.id)
            #expect(reactions() == ["business": "👍"])
            try react("", on: mine.id)
            #expect(reactions() == [:])
            #expect(throws: GraphError.self) { try react("👍", on: "wamid.nowhere") }
            try desk.simulator.write(try Writing(["kind": "reaction", "emoji": "❤️", "replyTo": JSON(mine.id)]), on: elena.id)
            try desk.simulator.write(try Writing(["kind": "reaction", "emoji": "", "replyTo": JSON(mine.id)]), on: elena.id)
            let told = try await desk.hooks(3).compactMap { try $0.value?["messages"]?.items?.first?["reaction"] }
            #expect(told.map { $0["emoji"] } == ["❤️", nil])
            #expect(told.allSatisfy { $0["message_id"] == JSON(mine.id) })
        }
    }

    @Test("Delivered twice, byte by byte the same")
    func double() async throws {
        try await TestDesk.with { desk in
            try desk.simulator.change { try $0.switches.change(["double": true]) }
            let elena = try desk.customer()
            try desk.simulator.write(Writing(text: "Hola"), on: elena.id)
            let hooks = try await desk.hooks(2)
            #expect(hooks.count == 2)
            #expect(hooks.first?.body == hooks.last?.body)
        }
    }

    @Test("A failure with a chosen code, as an answer or as a receipt, as often as asked")
    func failures() async throws {
        try await TestDesk.with { desk in
            let elena = try desk.customer()
            try desk.simulator.write(Writing(text: "Hola"), on: elena.id)
            try desk.simulator.change { try $0.switches.change(["failCode": 130429, "failTimes": 2]) }
            for _ in 0..<2 {
                do { _ = try desk.text("x") } catch let error as GraphError { #expect(error.code == 130429) }
            }
            _ = try desk.text("y")
            #expect(desk.simulator.change { $0.phones[elena.id]?.messages.filter { !$0.isMine }.map(\.text) } == ["y"])
            try desk.simulator.change { try $0.switches.change(["failCode": 131053, "failAs": "status", "failTimes": 1]) }
            _ = try desk.text("z")
            let failed = try await desk.statuses(3).first { $0["status"] == "failed" }
            #expect(failed?["errors"]?.items?.first?["code"] == 131053)
            #expect(throws: Refusal.self) { try desk.simulator.change { try $0.switches.change(["color": true]) } }
            #expect(throws: Refusal.self) { try desk.simulator.change { try $0.switches.change(["delay": -1]) } }
        }
    }

    @Test("An address of a medium lives five minutes")
    func fiveMinutes() throws {
        var store = MediaStore()
        let medium = store.add([1], name: "a", type: "image/png", owner: "")
        let address = store.address(of: medium.id, now: 1_000_000)
        let query = try #require(URLComponents(string: address)?.queryItems)
        let (ext, hash) = (query.first { $0.name == "ext" }?.value, query.first { $0.name == "hash" }?.value)
        #expect(store.isLive(medium.id, ext: ext, hash: hash, now: 1_299_000))
        #expect(!store.isLive(medium.id, ext: ext, hash: hash, now: 1_300_000))
        #expect(!store.isLive(medium.id, ext: "9999999999", hash: hash, now: 1_000_000))
        #expect(!store.isLive("other", ext: ext, hash: hash, now: 1_000_000))
    }

    @Test("Nobody new writes while four customers wait for an answer")
    func calm() async throws {
        try await TestDesk.with { desk in
            var begun = 0
            for _ in 0..<12 where try desk.simulator.beginStory() { begun += 1 }
            #expect(begun == Simulator.mostWaiting)
        }
    }
}
