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
    // Joined, for the row's face.
    package var contactName: String?
    package var contactCode: String?
    package var pointKind: String
    package var pointValue: String
    package var pointDisplay: String
    package var pointName: String

    package struct Preview: Sendable, Equatable {
        package var kind: String
        package var text: String
        package var direction: String
        package var author: String
        package var status: String
        package var call: String
    }

    package var audience: Audience {
        Audience(state: state, queue: queue, campaign: campaign, agent: agent, closedBy: closedBy, visibility: visibility, point: point)
    }

    /// Columns in the order `init(row:)` reads them: for `select … from \(Case.tables)`, and for `returning`, which can't join.
    /// The casts are for SQLite: a returned column has no affinity there, and without one the look-up scans the other table.
    package static let columns = own.map { "c.\($0)" }.joined(separator: ", ") + ", k.name, k.code, p.kind, p.value, p.display, p.name"
    package static let tables = "cases c left join contact_point p on p.id = c.point_id left join contact k on k.id = c.contact_id"
    package static let returning =
        own.joined(separator: ", ") + """
            , (select k.name from contact k where k.id = cast(cases.contact_id as text)), (select k.code from contact k where k.id = cast(cases.contact_id as text)), \
            (select p.kind from contact_point p where p.id = cast(cases.point_id as text)), (select p.value from contact_point p where p.id = cast(cases.point_id as text)), \
            (select p.display from contact_point p where p.id = cast(cases.point_id as text)), (select p.name from contact_point p where p.id = cast(cases.point_id as text))
            """
    private static let own = """
        id number version state campaign_id queue_id account_id channel contact_id point_id agent_id visibility scope_key birth_scope created_at \
        updated_at queued_at offered_at deadline opened_at closed_at closed_by changed_at changed_by orphaned_at unread_since unread_count \
        last_message_at last_inbound_at newest_message preview_kind preview_text preview_direction preview_author preview_status preview_call \
        transferred escalated flagged outside_hours
        """.split(separator: " ").map(String.init)

    package init(row: borrowing Row) throws {
        id = ID(row.text(0))
        number = row.int(1)
        version = row.int(2)
        state = CaseState(rawValue: row.text(3)) ?? .closed
        campaign = ID(row.text(4))
        queue = ID(row.text(5))
        account = ID(row.text(6))
        channel = row.text(7)
        contact = row.textOrNil(8).map { ID($0) }
        point = ID(row.text(9))
        agent = row.textOrNil(10).map { ID($0) }
        visibility = Policy.Visibility(rawValue: row.text(11)) ?? .exclusive
        scopeKey = row.textOrNil(12)
        birthScope = row.text(13)
        createdAt = row.int(14)
        updatedAt = row.int(15)
        queuedAt = row.int(16)
        offeredAt = row.int(17)
        deadline = row.int(18)
        openedAt = row.int(19)
        closedAt = row.int(20)
        closedBy = row.textOrNil(21).map { ID($0) }
        changedAt = row.int(22)
        changedBy = row.text(23)
        orphanedAt = row.int(24)
        unreadSince = row.int(25)
        unreadCount = row.int(26)
        lastMessageAt = row.int(27)
        lastInboundAt = row.int(28)
        newestMessage = row.text(29)
        preview = Preview(
            kind: row.text(30), text: row.text(31), direction: row.text(32), author: row.text(33), status: row.text(34), call: row.text(35))
        transferred = row.int(36) != 0
        escalated = row.int(37) != 0
        flagged = row.int(38) != 0
        outsideHours = row.int(39) != 0
        contactName = row.textOrNil(40)
        contactCode = row.textOrNil(41)
        pointKind = row.text(42)
        pointValue = row.text(43)
        pointDisplay = row.text(44)
        pointName = row.text(45)
    }
}
