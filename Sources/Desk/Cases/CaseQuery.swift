/// What a list of cases asks for, as one value: any of each key's values, all keys together; sorted by one key, then number; keyset, never offset.
/// The address of a list, a saved view and a bulk action's filter are all read by `init(keys:)` and written by `keys`.
package struct CaseQuery: Sendable, Equatable {
    /// `wait` goes by since when a case waits for somebody; `priority` grows with what is urgent; the others are what they are called.
    package enum Sort: String, Sendable, CaseIterable {
        case created, updated, unread, customer, sla, wait, priority, subject, from, flag, relevance, queuedFirst, followUp
    }
    package enum Assignee: Sendable, Hashable { case none, me, user(UserID) }
    package enum Mark: String, Sendable, CaseIterable { case transferred, escalated, orphaned, outsideHours }
    /// `soon`: within the next ten minutes.
    package enum FollowUp: String, Sendable, CaseIterable { case any, none, soon, overdue, mine }
    /// Both ends belong to it.
    package struct Span: Sendable, Equatable {
        package var from: Moment?
        package var to: Moment?
        package init(from: Moment? = nil, to: Moment? = nil) {
            self.from = from
            self.to = to
        }
    }

    package var cases: [CaseReference] = []
    package var campaigns: [CampaignID] = []
    package var queues: [QueueID] = []
    package var accounts: [AccountID] = []
    package var states: [CaseState] = []
    package var assignees: [Assignee] = []
    package var channels: [String] = []
    package var contacts: [ContactID] = []
    package var priorities: [Priority] = []
    package var types: [String] = []
    package var tags: [TagID] = []
    package var labels: [ContactLabelID] = []
    package var outcomes: [String] = []
    package var unread: Bool?
    package var flagged: Bool?
    package var marks: [Mark] = []
    /// By the field's id.
    package var attributes: [String: [String]] = [:]
    /// Words that are looked for as the search does.
    package var q: String?
    /// Beginnings of words of the customer's name or address, or digits of the latter.
    package var from: String?
    /// Beginnings of words of the subject.
    package var subject: String?
    package var created = Span()
    package var updated = Span()
    /// Of the customer's last message.
    package var customer = Span()
    /// In minutes.
    package var slaAgeMin: Int64?
    package var slaAgeMax: Int64?
    package var followUp: FollowUp?
    package var sort: Sort = .created
    package var descending = true
    package var cursor: String?
    package var limit = 50
    package init() {}
}
