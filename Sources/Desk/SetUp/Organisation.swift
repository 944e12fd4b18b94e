import Foundation
import Storage

/// Whose desk this is: one per database.
package struct Organisation: Codable, Sendable, Equatable {
    package let id: String
    package var name: String
    /// An IANA name, `America/Lima`.
    package var timeZone: String
    package var locale: String

    package func write(to json: inout JSONText) {
        json.object { json in
            json.field("name", name)
            json.field("timeZone", timeZone)
            json.field("locale", locale)
        }
    }

    /// The calendar day there, `2026-11-21`: daily counters are kept under it.
    package func day(at milliseconds: Int64) -> String {
        String(Timestamp.text(milliseconds + offset(at: milliseconds)).prefix(10))
    }

    /// Milliseconds that clocks there are ahead of UTC.
    package func offset(at milliseconds: Int64) -> Int64 {
        let zone = TimeZone(identifier: timeZone) ?? .gmt
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000))) * 1000
    }

    package static func find(_ transaction: any Transaction) throws -> Organisation? {
        try transaction.first("select value from setting where name = 'organisation'") {
            try JSONDecoder().decode(Organisation.self, from: Data($0.text(0).utf8))
        }
    }
    var json: String {
        var json = JSONText()
        json.object { json in
            json.field("id", id)
            json.field("name", name)
            json.field("timeZone", timeZone)
            json.field("locale", locale)
        }
        return json.text
    }
}

extension Desk {
    /// From the cache when fresh. Throws `organisation.none` on an empty database.
    package func organisation() async throws -> Organisation {
        let now = now()
        if let organisation = viewers.organisation(at: now) { return organisation }
        let generation = viewers.generation
        guard let organisation = try await read({ try Organisation.find($0) }) else {
            throw DeskError.noOrganisation
        }
        viewers.keep(organisation, at: now, read: generation)
        return organisation
    }
}

extension DeskError {
    static let noOrganisation = DeskError(
        "organisation.none", "Todavía no hay una organización. Créala con ventanilla user add o ventanilla demo.")
}
