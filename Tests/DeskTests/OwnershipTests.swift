import Foundation
import Testing

@testable import Desk
@testable import Storage

@Suite struct OwnershipTests {
    /// Two agents accept at once, many times: one wins each, the other learns who and when.
    @Test(arguments: World.engines) func twoAcceptAtOnce(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            for n in 0..<(engine == .sqlite ? 200 : 100) {
                let received = try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "m-\(n)")
                let outcomes = await withTaskGroup(of: Result<Case, any Error>.self) { group in
                    for viewer in [world.ana, world.bruno] {
                        group.addTask {
                            do { return .success(try await world.desk.accept(.id(received.caseID), by: viewer)) } catch {
                                return .failure(error)
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                let winners = outcomes.compactMap { try? $0.get() }
                try #require(winners.count == 1)
                let winner = winners[0]
                for case .failure(let error) in outcomes {
                    let refusal = try #require(error as? DeskError)
                    #expect(refusal.code == "case.taken")
                    #expect(refusal.extra["holder"]?.contains(winner.agent?.text ?? "?") == true)
                    #expect(refusal.extra["since"] == "\"\(Timestamp.text(winner.openedAt))\"")
                }
            }
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    @Test(arguments: World.engines) func acceptAgainstTheDeadline(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            for n in 0..<20 {
                let received = try await world.elenaWrites(phone: "+5198765\(4000 + n)", id: "m-\(n)")
                world.later(60_001)
                async let ended = world.desk.endOffers()
                let accepted = try? await world.desk.accept(.id(received.caseID), by: world.ana)
                _ = try await ended
                let item = try await world.item(received.caseID)
                if accepted != nil {
                    #expect(item.state == .open && item.agent == world.ana.id)
                    _ = try await world.desk.close(.id(received.caseID), by: world.ana)
                } else {
                    #expect(item.state == .queued || item.state == .offered)
                }
                _ = try await world.desk.setState(.offline, reason: nil, by: world.ana)
                _ = try await world.desk.setState(.available, reason: nil, by: world.ana)
            }
            #expect(try await world.desk.checkCounters(fix: false) == [])
        }
    }

    @Test(arguments: World.engines) func closeAgainstANewMessageLosesNothing(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            for n in 0..<20 {
                let phone = "+5198765\(4000 + n)"
                let received = try await world.elenaWrites(phone: phone, id: "a-\(n)")
                _ = try await world.desk.accept(.id(received.caseID), by: world.ana)
                async let closing = world.desk.close(.id(received.caseID), by: world.ana)
                let second = try await world.elenaWrites("¿Siguen ahí?", phone: phone, id: "b-\(n)")
                _ = try await closing
                let item = try await world.item(second.caseID)
                if second.caseID == received.caseID { #expect(item.state == .closed) } else { #expect(item.state == .queued) }
            }
            #expect(try await world.count("message where direction = 'in'") == 40)
            #expect(try await world.count("cases where state <> 'closed' and scope_key is null") == 0)
        }
    }

    @Test(arguments: World.engines) func onlyTheHolderRepliesAndCloses(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let received = try await world.elenaWrites()
            let reference = CaseReference.id(received.caseID)
            await expectRefusal("case.not_found") {
                try await world.desk.send(reference, id: world.newID(), OutgoingMessage(kind: .text, text: "Hola"), by: world.bruno)
            }
            _ = try await world.desk.accept(reference, by: world.ana)
            await expectRefusal("case.not_found") {
                try await world.desk.send(reference, id: world.newID(), OutgoingMessage(kind: .text, text: "Hola"), by: world.bruno)
            }
            await expectRefusal("case.not_found") { try await world.desk.close(reference, by: world.bruno) }
            await expectRefusal("case.close_refused") { try await world.desk.close(reference, by: world.sofia) }
            let id: MessageID = world.newID()
            let draft = OutgoingMessage(kind: .text, text: "Hola, Elena")
            let first = try await world.desk.send(reference, id: id, draft, by: world.ana)
            let again = try await world.desk.send(reference, id: id, draft, by: world.ana)
            #expect(first.created && !again.created && first.body == again.body)
            await expectRefusal("id.conflict") {
                try await world.desk.send(reference, id: id, OutgoingMessage(kind: .text, text: "Otra cosa"), by: world.ana)
            }
            _ = try await world.desk.close(reference, by: world.ana)
            await expectRefusal("case.state") { try await world.desk.close(reference, by: world.ana) }
            await expectRefusal("case.state") {
                try await world.desk.send(reference, id: world.newID(), draft, by: world.ana)
            }
            await expectRefusal("case.reopen_refused") { try await world.desk.reopen(reference, by: world.ana) }
            #expect(try await world.count("message where direction = 'out'") == 1)
        }
    }
}
