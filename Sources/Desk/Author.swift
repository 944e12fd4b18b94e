/// Who acts: everything that is written carries one.
package enum Author: Sendable, Equatable {
    case system
    case staff(Viewer)
    /// The customer behind a contact point, by a channel.
    case customer(PointID)

    package var viewer: Viewer? {
        if case .staff(let viewer) = self { viewer } else { nil }
    }
    package var userID: UserID? { viewer?.id }
    package var label: String {
        switch self {
        case .system: "system"
        case .staff(let viewer): viewer.id.text
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

    package init(
        id: UserID, name: String, role: Role, locale: String = "es", queues: Set<QueueID> = [], campaigns: Set<CampaignID> = [],
        scopes: Set<Scope> = [.read, .write], credential: String = "", isSession: Bool = true
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
    }
    package var isStaffLead: Bool { role != .agent }
}
