import NIOPosix
import Testing

@testable import Desk
@testable import Storage

@Suite struct NewDayTests {
    /// At midnight what was closed today is nothing again, in queues where nothing happened too.
    @Test(arguments: World.engines) func aNewDayIsToldToEverybody(_ engine: Engine) async throws {
        try await World.with(engine) { world in
            let quiet = try await world.desk.addQueue(
                NewQueue(slug: "tranquila", name: "Tranquila", campaign: world.campaign), by: .staff(world.carla)
            ).queue.id
            let feed = Feed(desk: world.desk, node: "test")
            let running = Task { await feed.run() }
            let sink = CollectingSink(loop: MultiThreadedEventLoopGroup.singleton.next())
            #expect(try await feed.attach(sink, .staff(world.carla), after: nil))
            _ = try await world.elenaWrites()
            await sink.until { $0.contains("event: queue.counts") }
            world.later(86_400_000)
            _ = try await world.elenaWrites("¿Sigue ahí?", phone: "+51987654322", id: "m-2")
            await sink.until { $0.contains("\"queue\":\"\(quiet)\"") && $0.contains("event: me.counts") }
            running.cancel()
            await running.value
        }
    }

    @Test func aDayBeginsAtMidnightOfTheOrganisation() throws {
        let lima = try Organisation.checked(id: "x", name: "Casa", timeZone: "America/Lima", locale: "es")
        let midnight = try #require(Timestamp.parse("2025-11-22T05:00:00Z"))
        var day = NewDay()
        // The first look finds no day to compare with.
        let looks = [-1000, -1, 0, 3_600_000].map { day.hasBegun(at: midnight + $0, lima) }
        #expect(looks == [false, false, true, false])
        let left = day.left
        #expect(left == 82_800_000)
    }
}
