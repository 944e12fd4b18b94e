import Storage

/// What a card is written from: a case in hand, or a row as it is being read, without a value made of it.
package protocol CardSource: ~Copyable {
    /// Null where the column holds none.
    func write(_ column: Case.Column, to json: inout JSONText)
    /// The column holds JSON.
    func writeRaw(_ column: Case.Column, to json: inout JSONText)
    func int(_ column: Case.Column) -> Int64
    /// Null counts as empty.
    func isEmpty(_ column: Case.Column) -> Bool
    func equals(_ column: Case.Column, _ word: StaticString) -> Bool
}

extension Row: CardSource {
    package func write(_ column: Case.Column, to json: inout JSONText) {
        if isNull(column.rawValue) { json.null() } else { bytes(column.rawValue) { json.string(utf8: $0) } }
    }
    package func writeRaw(_ column: Case.Column, to json: inout JSONText) { bytes(column.rawValue) { json.raw(utf8: $0) } }
    package func isEmpty(_ column: Case.Column) -> Bool { bytes(column.rawValue) { $0.isEmpty } }
    package func equals(_ column: Case.Column, _ word: StaticString) -> Bool {
        bytes(column.rawValue) { $0.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)) }
    }
    func sight(of viewer: Viewer) -> Sight {
        Sight(
            of: viewer, state: CaseState(rawValue: text(.state)) ?? .closed,
            visibility: Policy.Visibility(rawValue: text(.visibility)) ?? .exclusive, queue: QueueID(text(.queueId)),
            campaign: CampaignID(text(.campaignId)), agent: textOrNil(.agentId).map { UserID($0) },
            closer: textOrNil(.closedBy).map { UserID($0) }, line: AccountID(text(.accountId)))
    }
}

extension Case: CardSource {
    package func write(_ column: Column, to json: inout JSONText) { json.string(text(column)) }
    package func writeRaw(_ column: Column, to json: inout JSONText) { json.raw(text(column) ?? "null") }
    package func isEmpty(_ column: Column) -> Bool { text(column)?.isEmpty ?? true }
    package func equals(_ column: Column, _ word: StaticString) -> Bool { text(column) == "\(word)" }

    private func text(_ column: Column) -> String? {
        switch column {
        case .id: id.text
        case .state: state.rawValue
        case .campaignId: campaign.text
        case .queueId: queue.text
        case .accountId: account.text
        case .channel: channel
        case .contactId: contact?.text
        case .pointId: point.text
        case .agentId: agent?.text
        case .closedBy: closedBy?.text
        case .previewKind: preview.kind
        case .previewText: preview.text
        case .previewDirection: preview.direction
        case .previewAuthor: preview.author
        case .previewStatus: preview.status
        case .previewCall: preview.call
        case .contactName: contactName
        case .contactCode: contactCode
        case .pointKind: pointKind
        case .pointValue: pointValue
        case .pointDisplay: pointDisplay
        case .pointName: pointName
        case .liveCall: liveCall
        case .type: type
        case .tags: tags
        case .channels: channels
        case .lastChannel: lastChannel
        case .inboundChannel: inboundChannel
        case .waitingReason: waitingReason
        case .escalation: escalation
        case .outcome: outcome
        case .outcomeCode: outcomeCode
        case .mergedInto: mergedInto
        case .description: description
        case .subject: subject
        case .followUpOwner: followUpOwner
        case .followUpNote: followUpNote
        default: preconditionFailure("no text on a card: \(column)")
        }
    }
    package func int(_ column: Column) -> Int64 {
        switch column {
        case .number: number
        case .version: version
        case .createdAt: createdAt
        case .updatedAt: updatedAt
        case .queuedAt: queuedAt
        case .offeredAt: offeredAt
        case .deadline: deadline
        case .openedAt: openedAt
        case .closedAt: closedAt
        case .orphanedAt: orphanedAt
        case .unreadSince: unreadSince
        case .unreadCount: unreadCount
        case .lastMessageAt: lastMessageAt
        case .transferred: transferred ? 1 : 0
        case .escalated: escalated ? 1 : 0
        case .flagged: flagged ? 1 : 0
        case .outsideHours: outsideHours ? 1 : 0
        case .windowEnds: windowEnds
        case .botDeadline: botDeadline
        case .priority: priority.rawValue
        case .wakeAt: wakeAt
        case .unansweredAt: unansweredAt
        case .followUpAt: followUpAt
        case .contactVip: isVIP ? 1 : 0
        case .contactBlocked: isBlocked ? 1 : 0
        default: preconditionFailure("no number on a card: \(column)")
        }
    }
}
