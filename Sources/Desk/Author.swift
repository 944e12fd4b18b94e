/// Who acts: everything that is written carries one.
package enum Author: Sendable, Equatable {
    case system
    case staff(Viewer)
    /// A program with a token of scope `bot`, on the lines it attends.
    case bot(Viewer)
    /// The customer behind a contact point, by a channel.
    case customer(PointID)

    package var viewer: Viewer? {
        switch self {
        case .staff(let viewer), .bot(let viewer): viewer
        case .system, .customer: nil
        }
    }
    package var userID: UserID? { if case .staff(let viewer) = self { viewer.id } else { nil } }
    package var label: String {
        switch self {
        case .system: "system"
        case .staff(let viewer): viewer.id.text
        case .bot(let viewer): "bot:\(viewer.credential)"
        case .customer(let point): "point:\(point.text)"
        }
    }
}

package enum Role: String, Sendable, Codable, CaseIterable {
    case agent, supervisor, administrator
}

/// What an API token may do; a session of a person has `read` and `write`, and `admin` by role.
package enum Scope: String, Sendable, Codable, CaseIterable {
    case read, write, inbound, bot, admin
}

/// The person (or the token of a person) who asks, with all that "who sees what" needs. Read once per request, from the cache when fresh.
package struct Viewer: Sendable, Hashable {
    package let id: UserID
    package let name: String
    package let role: Role
    package let locale: String
    package let queues: Set<QueueID>
    package let campaigns: Set<CampaignID>
    package let scopes: Set<Scope>
    /// The session or token that authenticated the request.
    package let credential: String
    package var isSession: Bool
    /// The lines that this token attends as their bot; nil for people. Who has it sees their cases in `bot` and nothing else.
    package let botLines: Set<AccountID>?
    /// The campaigns a supervisor is limited to; nil: all of them.
    package let led: Set<CampaignID>?

    package init(
        id: UserID, name: String, role: Role, locale: String = "es", queues: Set<QueueID> = [], campaigns: Set<CampaignID> = [],
        scopes: Set<Scope> = [.read, .write], credential: String = "", isSession: Bool = true,
        botLines: Set<AccountID>? = nil, led: Set<CampaignID>? = nil
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.locale = locale
        self.queues = queues
        self.campaigns = campaigns
        self.scopes = scopes
        self.credential = credential
        self.isSession = isSession
        self.botLines = botLines
        self.led = led
    }
    package var isStaffLead: Bool { role != .agent && !isBot }
    /// Supervises what belongs to this campaign.
    package func leads(_ campaign: @autoclosure () -> CampaignID) -> Bool { leadsAll || (isStaffLead && led?.contains(campaign()) == true) }
    /// Supervises every campaign: there is none that they see as an agent does.
    package var leadsAll: Bool { isStaffLead && led == nil }
    package var isBot: Bool { botLines != nil }
    package var author: Author { isBot ? .bot(self) : .staff(self) }
    /// What stands as a message's author.
    package var authorID: String { isBot ? credential : id.text }
}
