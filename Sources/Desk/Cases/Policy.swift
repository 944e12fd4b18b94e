import FoundationEssentials

/// One campaign's rules, typed. Pure functions read it; no preset's name appears in a verb.
package struct Policy: Codable, Sendable, Equatable {
    package enum CaseScope: String, Codable, Sendable { case contactCampaign, contactAccount, thread }
    package enum Visibility: String, Codable, Sendable, CaseIterable { case exclusive, assignee, queue, campaign, everyone }
    package enum Acceptance: String, Codable, Sendable { case onSelect, onFirstReply, automatic }
    package enum Circle: String, Codable, Sendable { case assignee, queue, supervisor, everyone, nobody }

    package var caseScope: CaseScope
    package var visibility: Visibility
    package var acceptance: Acceptance
    package var whoMayClose: Circle
    package var whoMayReopen: Circle
    /// Seconds an offer stands; 0 means it never ends by itself.
    package var offerTimeout: Int64
    /// Minutes after which an orphaned case goes back to its queue; 0 keeps it.
    package var orphanRequeue: Int64

    package static let whatsapp = Policy(
        caseScope: .contactAccount, visibility: .exclusive, acceptance: .onSelect, whoMayClose: .assignee, whoMayReopen: .nobody,
        offerTimeout: 60,
        orphanRequeue: 10)

    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
    package init(json: String) throws { self = try JSONDecoder().decode(Policy.self, from: Data(json.utf8)) }
    private init(
        caseScope: CaseScope, visibility: Visibility, acceptance: Acceptance, whoMayClose: Circle, whoMayReopen: Circle,
        offerTimeout: Int64,
        orphanRequeue: Int64
    ) {
        self.caseScope = caseScope
        self.visibility = visibility
        self.acceptance = acceptance
        self.whoMayClose = whoMayClose
        self.whoMayReopen = whoMayReopen
        self.offerTimeout = offerTimeout
        self.orphanRequeue = orphanRequeue
    }
}
