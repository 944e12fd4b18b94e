import Testing

@testable import Desk
@testable import Storage

/// Two nodes on one PostgreSQL take fresh words into the index at once, while more is said, moves and is forgotten.
@Suite struct FoldTests {
    @Test(arguments: World.engines.filter { $0 == .postgres }) func twoNodesDoubleNothingAndMissNothing(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            try await world.withNeighbour { neighbour in
                let other = try await world.other(members: [world.bruno.id])
                var said: [(word: String, message: MessageID, item: CaseID)] = []
                for round in 0..<8 {
                    for n in 0..<12 {
                        let word = "palabra\(round)x\(n)"
                        let received = try await world.elenaWrites(
                            "Dijo \(word) y nada más", phone: "+51987\(600_000 + round * 100 + n)", id: "w-\(round)-\(n)")
                        said.append((word, received.message, received.caseID))
                    }
                    // Of what both take at once, one message is forgotten and one goes to another queue.
                    let gone = said.remove(at: said.count - 5), moved = said[said.count - 3].item
                    let node = world.desk
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for desk in [node, neighbour, node, neighbour] { group.addTask { try await desk.foldFresh(7) } }
                        group.addTask { try await neighbour.write(by: .system) { try $0.forgetFound(gone.message) } }
                        group.addTask {
                            try await node.write(by: .system) { change in
                                _ = try change.rehome(try change.touch(.id(moved), for: .system), to: other)
                            }
                        }
                        try await group.waitForAll()
                    }
                    #expect(try await world.found(gone.word, .messages, by: world.carla).isEmpty, "round \(round)")
                }
                async let mine: Void = world.desk.foldFresh(500)
                async let theirs: Void = neighbour.foldFresh(500)
                _ = try await (mine, theirs)
                #expect(try await world.count("message_fresh") == 0)
                for (word, message, item) in said {
                    #expect(try await world.found("\"\(word)\"", .messages, by: world.carla) == [message.text], "\(word)")
                    let mark = QueueMark.of(try await world.item(item).queue)
                    let marked = try await world.desk.read {
                        try $0.first(
                            """
                            select count(*) from message_words w join message m on m.found = w.seq
                            where m.id = $1 and w.words @@ cast($2 as tsquery)
                            """, [.text(message.text), .text("'\(mark)'")]
                        ) { $0.int(0) }
                    }
                    #expect(marked == 1, "\(word) stands under its own queue's mark")
                }
                let known = try await world.count("message where found > 0") + world.count("cases where found > 0")
                #expect(try await world.count("message_words") == known)
            }
        }
    }
}
