import Testing

@testable import Server

@Suite struct StreamPlacesTests {
    @Test func `however many ask at once, no more get one`() async {
        let places = StreamPlaces()
        let held = await withTaskGroup(of: StreamPlace?.self) { group in
            for _ in 0..<200 { group.addTask { places.take("user:ana", most: 50) } }
            return await group.reduce(into: [StreamPlace]()) { held, place in if let place { held.append(place) } }
        }
        #expect(held.count == 50)
        #expect(places.take("user:bruno", most: 1) != nil)
    }

    @Test func `a place nobody keeps is free again`() throws {
        let places = StreamPlaces()
        for _ in 0..<2 {
            let place = try #require(places.take("user:ana", most: 1))
            withExtendedLifetime(place) { #expect(places.take("user:ana", most: 1) == nil) }
        }
    }
}
