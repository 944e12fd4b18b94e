import Storage
import Testing

@testable import Desk

/// A customer's cases over all channels: for whom, in which order, and found by words.
@Suite struct HistoryTests {
    private func point(_ world: World, _ value: String) async throws -> PointID {
        try #require(
            try await world.desk.read {
                try $0.first("select id from contact_point where value = $1", [.text(value)]) { PointID($0.text(0)) }
            })
    }
    private func numbers(_ json: [UInt8]) throws -> [Int64] {
        try JSONParser.parse(json)["items"]?.items.compactMap { $0["case"]?["number"]?.integer } ?? []
    }

    /// Ana attended what Bruno now reads, because the customer is his.
    @Test(arguments: World.engines) func whoHoldsTheCustomerReadsTheirHistory(engine: Engine) async throws {
        try await World.with(engine) { world in
            let desk = world.desk
            let first = try await world.elenaWrites("Mi licuadora no enciende")
            _ = try await desk.accept(.id(first.caseID), by: world.ana)
            _ = try await desk.close(.id(first.caseID), by: world.ana)
            let mail = try await world.writes("email", "elena@correo.example", "Les mando la boleta")
            _ = try await desk.accept(.id(mail.caseID), by: world.ana)
            _ = try await desk.close(.id(mail.caseID), by: world.ana)
            let now = try await world.elenaWrites("Otra vez yo", id: "m-9")
            await expectRefusal("case.not_accepted") {
                try await desk.customerCases(of: .id(now.caseID), CustomerCaseQuery(), for: world.bruno)
            }
            _ = try await desk.accept(.id(now.caseID), by: world.bruno)
            #expect(
                try numbers(try await desk.customerCases(of: .id(now.caseID), CustomerCaseQuery(), for: world.bruno)) == [
                    now.number, first.number,
                ])

            let elena = try await desk.addContact(
                NewContact(id: world.newID(), name: "Elena Quispe", point: try await point(world, "+51987654321")), by: world.bruno
            ).contact
            // The mail's address is no case of Bruno's: a supervisor links it.
            _ = try await desk.givePoint(try await point(world, "elena@correo.example"), to: elena.id, by: world.sofia)
            let all = [now.number, mail.number, first.number]
            #expect(try numbers(try await desk.customerCases(of: .id(now.caseID), CustomerCaseQuery(), for: world.bruno)) == all)
            #expect(try numbers(try await desk.customerCases(of: elena.id, CustomerCaseQuery(), for: world.bruno)) == all)
            #expect(
                try numbers(try await desk.customerCases(of: elena.id, CustomerCaseQuery(q: "boleta"), for: world.bruno)) == [mail.number])
            #expect(
                try numbers(try await desk.customerCases(of: elena.id, CustomerCaseQuery(q: "\(first.number)"), for: world.bruno)) == [
                    first.number
                ])
            let page = try await desk.customerCases(of: elena.id, CustomerCaseQuery(limit: 2), for: world.bruno)
            let next = try #require(try JSONParser.parse(page)["next"]?.text)
            #expect(
                try numbers(try await desk.customerCases(of: elena.id, CustomerCaseQuery(cursor: next, limit: 2), for: world.bruno)) == [
                    first.number
                ])

            // The scroll goes on over her other address too, and the conversation itself is whole.
            let scroll = try JSONParser.parse(
                try await desk.messages(.id(now.caseID), cursor: nil, limit: 50, earlier: true, for: world.bruno))
            let said = scroll["items"]?.items.compactMap { $0["text"]?.text } ?? []
            #expect(said == ["Otra vez yo", "Les mando la boleta", "Mi licuadora no enciende"])

            // Once it is passed on, so is the history.
            _ = try await desk.release(.id(now.caseID), by: world.bruno)
            #expect(try numbers(try await desk.customerCases(of: elena.id, CustomerCaseQuery(), for: world.bruno)) == [now.number])
            #expect(try numbers(try await desk.customerCases(of: elena.id, CustomerCaseQuery(), for: world.ana)) == all)
            await expectRefusal("request.invalid", field: "cursor") {
                try await desk.customerCases(of: elena.id, CustomerCaseQuery(cursor: "x"), for: world.ana)
            }
        }
    }

    @Test func theListIsOneStretchOfAnIndex() async throws {
        try await World.with(.sqlite) { world in
            for column in ["contact_id", "point_id"] {
                let plan = try CustomerCasePlan(Customer(column: column, id: "x"), after: nil, most: 50, history: true, for: world.ana)
                let steps = try await world.desk.read { try $0.all("explain query plan \(plan.sql)", plan.arguments) { $0.text(3) } }
                #expect(steps.contains { $0.contains("cases_\(column == "contact_id" ? "contact" : "point")") }, "\(steps)")
                #expect(!steps.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(steps)")
            }
        }
    }
}
