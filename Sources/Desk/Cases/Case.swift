import Storage

/// One customer need, from first contact to close: the row as the database holds it.
package struct Case: Sendable, Equatable {
    package let id: CaseID
    package let number: Int64
    package var version: Int64
    package var state: CaseState
    package var campaign: CampaignID
    package var queue: QueueID
    package let account: AccountID
    package let channel: String
    package var contact: ContactID?
    package let point: PointID
    package var agent: UserID?
    package var visibility: Policy.Visibility
    package var scopeKey: String?
    package let birthScope: String
    package let createdAt: Int64
    package var updatedAt: Int64
    package var queuedAt: Int64
    package var offeredAt: Int64
    package var deadline: Int64
    package var openedAt: Int64
    package var closedAt: Int64
    package var closedBy: UserID?
    package var changedAt: Int64
    package var changedBy: String
    package var orphanedAt: Int64
    package var unreadSince: Int64
    package var unreadCount: Int64
    package var lastMessageAt: Int64
    package var lastInboundAt: Int64
    package var newestMessage: String
    package var preview: Preview
    package var transferred: Bool
    package var escalated: Bool
    package var flagged: Bool
    package var outsideHours: Bool
    /// When the channel stops taking free messages; 0 where it never does.
    package var windowEnds: Int64
    /// By then the bot that has the case must answer; 0 while it owes nothing.
    package var botDeadline: Int64
    /// The call that rings or is spoken now, as JSON; else empty.
    package var liveCall: String
    package var previewRule: Policy.Preview
    /// Its holder is busy while it is open.
    package var makesBusy: Bool
    /// Against its agent's capacity.
    package var weight: Int64
    package var skills: String
    package var lane: String
    package var priority: Priority
    /// One of its campaign's; empty for none.
    package var type: String
    /// JSON array of tag ids, by id.
    package var tags: String
    /// JSON array of channel names, in the order in which it used them.
    package var channels: String
    package var lastChannel: String
    package var inboundChannel: String
    /// 0 where only the customer wakes it.
    package var wakeAt: Int64
    package var waitingReason: String
    /// Who asked for help, when and why, as JSON; empty where nobody did or a supervisor has acted.
    package var escalation: String
    /// Since when everybody on duty has missed it; else 0.
    package var unansweredAt: Int64
    /// It came by overflow in this round.
    package var overflowed: Bool
    /// The primary field's value of its newest disposition; empty before one, and where the form has no primary field.
    package var outcome: String
    /// `final`, `nonFinal` or `spam`; empty before a disposition.
    package var outcomeCode: String
    /// The case that it was merged into, by id; else empty.
    package var mergedInto: String
    package var description: String
    /// Of its first mail; empty where there is none.
    package var subject: String
    /// When somebody is to come back to it; 0 for never.
    package var followUpAt: Int64
    package var followUpOwner: String
    package var followUpNote: String
    // Joined, for the row's face.
    package var contactName: String?
    package var contactCode: String?
    package var pointKind: String
    package var pointValue: String
    package var pointDisplay: String
    package var pointName: String
    package var isVIP: Bool
    package var isBlocked: Bool

    package struct Preview: Sendable, Equatable {
        package var kind: String
        package var text: String
        package var direction: String
        package var author: String
        package var status: String
        package var call: String
    }

    /// As it stands where the verb that touched it is undone.
    var untouched: Case {
        var item = self
        item.version -= 1
        return item
    }

    package var audience: Audience {
        Audience(
            state: state, queue: queue, campaign: campaign, agent: agent, closedBy: closedBy, visibility: visibility, point: point,
            line: state == .bot ? account : nil)
    }

    /// The row's columns, in the order in which every select of a case names them; the last eight are joined.
    package enum Column: Int, CaseIterable, Sendable {
        case id, number, version, state, campaignId, queueId, accountId, channel, contactId, pointId, agentId, visibility, scopeKey
        case birthScope, createdAt, updatedAt, queuedAt, offeredAt, deadline, openedAt, closedAt, closedBy, changedAt, changedBy
        case orphanedAt, unreadSince, unreadCount, lastMessageAt, lastInboundAt, newestMessage
        case previewKind, previewText, previewDirection, previewAuthor, previewStatus, previewCall
        case transferred, escalated, flagged, outsideHours, windowEnds, botDeadline, liveCall
        case previewRule, makesBusy, weight, skills, lane, priority, type, tags, channels, lastChannel, inboundChannel
        case wakeAt, waitingReason, escalation, unansweredAt, overflowed, outcome, outcomeCode, mergedInto, description
        case subject, followUpAt, followUpOwner, followUpNote
        case contactName, contactCode, pointKind, pointValue, pointDisplay, pointName
        case contactVip, contactBlocked

        /// As the table calls it: `queueId` is `queue_id`.
        static let count = allCases.count
        var name: String { "\(self)".reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) } }
    }
    /// For `select … from \(Case.tables)`, and for `returning`, which can't join.
    /// The casts are for SQLite: a returned column has no affinity there, and without one the look-up scans the other table.
    package static let columns =
        own.map { "c.\($0)" }.joined(separator: ", ") + ", k.name, k.code, p.kind, p.value, p.display, p.name, k.vip, k.blocked_at"
    package static let tables = "cases c left join contact_point p on p.id = c.point_id left join contact k on k.id = c.contact_id"
    package static let returning =
        own.joined(separator: ", ") + """
            , (select k.name from contact k where k.id = cast(cases.contact_id as text)), (select k.code from contact k where k.id = cast(cases.contact_id as text)), \
            (select p.kind from contact_point p where p.id = cast(cases.point_id as text)), (select p.value from contact_point p where p.id = cast(cases.point_id as text)), \
            (select p.display from contact_point p where p.id = cast(cases.point_id as text)), (select p.name from contact_point p where p.id = cast(cases.point_id as text)), \
            (select k.vip from contact k where k.id = cast(cases.contact_id as text)), (select k.blocked_at from contact k where k.id = cast(cases.contact_id as text))
            """
    /// The column `channels` with one more, where it is new; the placeholder holds its name in quotes.
    static func channels(with place: String) -> String {
        "case when replace(channels, \(place), '') = channels then substr(channels, 1, length(channels) - 1) || ',' || \(place) || ']' else channels end"
    }

    private static let own = Column.allCases.prefix { $0 != .contactName }.map(\.name)

    package init(row: borrowing Row) throws {
        id = ID(row.text(.id))
        number = row.int(.number)
        version = row.int(.version)
        state = CaseState(rawValue: row.text(.state)) ?? .closed
        campaign = ID(row.text(.campaignId))
        queue = ID(row.text(.queueId))
        account = ID(row.text(.accountId))
        channel = row.text(.channel)
        contact = row.textOrNil(.contactId).map { ID($0) }
        point = ID(row.text(.pointId))
        agent = row.textOrNil(.agentId).map { ID($0) }
        visibility = Policy.Visibility(rawValue: row.text(.visibility)) ?? .exclusive
        scopeKey = row.textOrNil(.scopeKey)
        birthScope = row.text(.birthScope)
        createdAt = row.int(.createdAt)
        updatedAt = row.int(.updatedAt)
        queuedAt = row.int(.queuedAt)
        offeredAt = row.int(.offeredAt)
        deadline = row.int(.deadline)
        openedAt = row.int(.openedAt)
        closedAt = row.int(.closedAt)
        closedBy = row.textOrNil(.closedBy).map { ID($0) }
        changedAt = row.int(.changedAt)
        changedBy = row.text(.changedBy)
        orphanedAt = row.int(.orphanedAt)
        unreadSince = row.int(.unreadSince)
        unreadCount = row.int(.unreadCount)
        lastMessageAt = row.int(.lastMessageAt)
        lastInboundAt = row.int(.lastInboundAt)
        newestMessage = row.text(.newestMessage)
        preview = Preview(
            kind: row.text(.previewKind), text: row.text(.previewText), direction: row.text(.previewDirection),
            author: row.text(.previewAuthor), status: row.text(.previewStatus), call: row.text(.previewCall))
        transferred = row.int(.transferred) != 0
        escalated = row.int(.escalated) != 0
        flagged = row.int(.flagged) != 0
        outsideHours = row.int(.outsideHours) != 0
        windowEnds = row.int(.windowEnds)
        botDeadline = row.int(.botDeadline)
        liveCall = row.text(.liveCall)
        previewRule = Policy.Preview(rawValue: row.text(.previewRule)) ?? .any
        makesBusy = row.int(.makesBusy) != 0
        weight = row.int(.weight)
        skills = row.text(.skills)
        lane = row.text(.lane)
        priority = Priority(rawValue: row.int(.priority)) ?? .medium
        type = row.text(.type)
        tags = row.text(.tags)
        channels = row.text(.channels)
        lastChannel = row.text(.lastChannel)
        inboundChannel = row.text(.inboundChannel)
        wakeAt = row.int(.wakeAt)
        waitingReason = row.text(.waitingReason)
        escalation = row.text(.escalation)
        unansweredAt = row.int(.unansweredAt)
        overflowed = row.int(.overflowed) != 0
        outcome = row.text(.outcome)
        outcomeCode = row.text(.outcomeCode)
        mergedInto = row.text(.mergedInto)
        description = row.text(.description)
        subject = row.text(.subject)
        followUpAt = row.int(.followUpAt)
        followUpOwner = row.text(.followUpOwner)
        followUpNote = row.text(.followUpNote)
        contactName = row.textOrNil(.contactName)
        contactCode = row.textOrNil(.contactCode)
        pointKind = row.text(.pointKind)
        pointValue = row.text(.pointValue)
        pointDisplay = row.text(.pointDisplay)
        pointName = row.text(.pointName)
        isVIP = row.int(.contactVip) != 0
        isBlocked = row.int(.contactBlocked) > 0
    }
}

extension Row {
    func text(_ column: Case.Column) -> String { text(column.rawValue) }
    func textOrNil(_ column: Case.Column) -> String? { textOrNil(column.rawValue) }
    package func int(_ column: Case.Column) -> Int64 { int(column.rawValue) }
}
