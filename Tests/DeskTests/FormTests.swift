import Foundation
import Testing

@testable import Desk
@testable import Storage

/// Forms in process: what a transfer asks for, what a policy's closing asks for, and what it costs.
@Suite struct FormTests {
    static let fields = """
        [{"id": "result", "label": "Resultado", "kind": "choice", "required": true, "primary": true,
          "options": [{"id": "done", "label": "Hecho"}, {"id": "later", "label": "Luego", "code": "nonFinal"}]},
         {"id": "notes", "label": "Notas", "kind": "longText"}]
        """

    @Test(arguments: World.engines) func aTransferMayAskForTheFormFirst(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let reference = CaseReference.id(try await world.elenaWrites().caseID)
            _ = try await world.desk.accept(reference, by: world.ana)
            // Nobody asks: no form, or none before a transfer.
            try await world.checkTransfer(reference, .required)
            let version = try await world.publish(Self.fields)
            try await world.checkTransfer(reference, .optional)
            await expectRefusal("transfer.form_required") { try await world.checkTransfer(reference, .required) }
            // Any word about it suffices, but only one of this agent's time with it.
            _ = try await world.desk.classify(reference, world.answer("later", version), by: world.ana)
            try await world.checkTransfer(reference, .required)
            _ = try await world.desk.release(reference, by: world.ana)
            world.later(1000)
            try await world.checkTransfer(reference, .required)
            _ = try await world.desk.accept(reference, by: world.bruno)
            await expectRefusal("transfer.form_required") { try await world.checkTransfer(reference, .required) }
        }
    }

    @Test(arguments: World.engines) func aCaseThatNobodyAttendsAsksForNothing(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let version = try await world.publish(Self.fields)
            let reference = CaseReference.id(try await world.elenaWrites().caseID)
            _ = try await world.desk.close(reference, by: world.carla)
            let other = CaseReference.id(try await world.elenaWrites(id: "m-2").caseID)
            _ = try await world.desk.accept(other, by: world.ana)
            await expectRefusal("case.disposition_required") { try await world.desk.close(other, by: world.carla) }
            _ = try await world.desk.close(other, with: world.answer("done", version), by: world.carla)
        }
    }

    @Test(arguments: World.engines) func aRefusedClosingLeavesNothingOfItsAnswer(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let version = try await world.publish(Self.fields)
            let id = try await world.elenaWrites().caseID
            _ = try await world.desk.accept(.id(id), by: world.ana)
            await expectRefusal("case.disposition_required") {
                try await world.desk.close(.id(id), with: world.answer("later", version), by: world.ana)
            }
            let rows = try await world.desk.read { try $0.all("select id from disposition", []) { $0.text(0) } }
            #expect(rows.isEmpty)
            #expect(try await world.item(id).outcomeCode.isEmpty)
        }
    }

    /// On a desk with many cases and answers: a step in an index each.
    @Test func askingWalksAnIndex() async throws {
        try await World.with(.sqlite) { world in
            for sql in [Change.holdingSQL, Desk.dispositionsSQL] {
                let arguments: [SQLValue] = [.text("a"), .integer(0), .text("b")]
                let used = (1...3).filter { sql.contains("$\($0)") }.map { arguments[$0 - 1] }
                let steps = try await world.desk.read { try $0.all("explain query plan \(sql)", used) { $0.text(3) } }
                #expect(!steps.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(steps)")
            }
        }
    }
}

extension World {
    /// The next version of the campaign's form.
    fileprivate func publish(_ fields: String) async throws -> Int64 {
        let new = NewForm(version: 0, name: "Garantías", fields: try JSONParser.parse(Array(fields.utf8)))
        return try await desk.saveForm(new, of: campaign, by: .system).version
    }

    fileprivate func answer(_ result: String, _ version: Int64) -> NewDisposition {
        NewDisposition(id: newID(), formVersion: version, values: [.init("result", .string(result))])
    }

    /// What a transfer asks before it begins, under a policy that asks so.
    fileprivate func checkTransfer(_ reference: CaseReference, _ rule: Policy.TransferForm) async throws {
        try await desk.write(by: .staff(ana)) { [ana] change in
            let item = try change.touch(reference, for: .system)
            var policy = try change.policy(of: item.campaign)
            policy.transferForm = rule
            try change.checkTransferForm(item, policy, by: ana)
        }
    }
}
