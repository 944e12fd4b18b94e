import FoundationEssentials

/// One campaign's rules, typed (product §3). Pure functions read it; no preset's name appears in a verb.
package struct Policy: Codable, Sendable, Equatable {
    package enum CaseScope: String, Codable, Sendable, CaseIterable { case contactCampaign, contactAccount, thread }
    package enum Visibility: String, Codable, Sendable, CaseIterable { case exclusive, assignee, queue, campaign, everyone }
    package enum View: String, Codable, Sendable, CaseIterable { case all, mineAndUnassigned, mine }
    package enum Acceptance: String, Codable, Sendable, CaseIterable { case onSelect, onFirstReply, automatic }
    package enum Circle: String, Codable, Sendable, CaseIterable { case assignee, queue, supervisor, everyone, nobody }
    package enum CloseTrigger: String, Codable, Sendable, CaseIterable { case manual, disposition, followUpMail, customerSilent }
    package enum Disposition: String, Codable, Sendable, CaseIterable { case off, optional, required, resolves }
    package enum AfterClose: String, Codable, Sendable, CaseIterable { case newCase, reopenWithin, followUpCase }
    /// Where a case goes whose offer nobody took: to each agent once, back to its queue for a new round, or straight to the overflow queue.
    package enum Unanswered: String, Codable, Sendable, CaseIterable { case nextAgent, queue, overflow }
    package enum Orphan: String, Codable, Sendable, CaseIterable { case keep, requeue, alert }
    package enum Strategy: String, Codable, Sendable, CaseIterable { case roundRobin, fewestOpen, longestIdle, random, manualPick }
    package enum TransferTarget: String, Codable, Sendable, CaseIterable { case agent, queue, campaign, unassigned }
    package enum TransferForm: String, Codable, Sendable, CaseIterable { case none, optional, required }
    package enum CardChannel: String, Codable, Sendable, CaseIterable { case origin, lastInbound, last }
    package enum Preview: String, Codable, Sendable, CaseIterable { case any, inbound, outbound, subject, lastAction }
    package enum Tab: String, Codable, Sendable, CaseIterable { case form, contact, matches, cases, history, products, ticket }
    package enum ContactKey: String, Codable, Sendable, CaseIterable { case document, phone, email, generated }
    /// The words of a card: "Encolada", "Nuevo", "Activo"… by state and marks (product §2).
    package enum Labels: String, Codable, Sendable, CaseIterable { case openClosed, stages, activeClosed, line, openResolved }
    /// What the campaign calls a case.
    package enum Unit: String, Codable, Sendable, CaseIterable { case conversation, `case`, attention, ticket }

    /// Which open case a new message joins.
    package var caseScope: CaseScope
    package var visibility: Visibility
    package var defaultView: View
    package var acceptance: Acceptance
    /// Who accepts a case of this campaign is busy, and gets no more, until they have none of these open.
    package var busyWhileOpen: Bool
    package var whoMayClose: Circle
    package var whoMayReopen: Circle
    /// In the order of `CloseTrigger`, each once.
    package var closeTriggers: [CloseTrigger]
    /// Hours of a customer's silence that close; 0 where that is no trigger.
    package var silenceHours: Int64
    package var disposition: Disposition
    package var afterClose: AfterClose
    /// Hours within which a message reopens; 0 where it never does.
    package var reopenHours: Int64
    /// Seconds an offer stands; 0 means it never ends by itself.
    package var offerTimeout: Int64
    package var offerThen: Unanswered
    /// Where a case goes that everybody on duty has missed; nil leaves it in its queue and alerts.
    @Nullable package var overflowQueue: String?
    /// Two missed offers in a row set a break.
    package var missedOffersBreak: Bool
    package var orphan: Orphan
    /// Minutes after which an orphaned case goes back to its queue.
    package var orphanRequeue: Int64
    package var strategy: Strategy
    /// What a case of a channel weighs against an agent's capacity; 1 where it is not named.
    package var weights: [String: Int64]
    /// Seconds of wrap-up after an agent closes a case; 0 for none.
    package var wrapUp: Int64
    package var transferTargets: [TransferTarget]
    package var transferNeedsOpen: Bool
    package var transferForm: TransferForm
    package var cardChannel: CardChannel
    /// One icon for each channel that the case has used.
    package var channelIcons: Bool
    package var preview: Preview
    package var tabs: [Tab]
    /// Seconds in which a sent message may be taken back.
    package var undoSend: Int64
    package var contactKey: ContactKey
    package var labels: Labels
    package var unit: Unit

    package func weight(of channel: String) -> Int64 { weights[channel] ?? 1 }

    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}

extension Policy {
    package init(json: String) throws { self = try JSONDecoder().decode(Policy.self, from: Data(json.utf8)) }

    /// What an older version wrote lacks the keys that came since: they are as in the preset `whatsapp`, which was the only one then.
    package init(from decoder: any Decoder) throws {
        self = .whatsapp
        let held = try decoder.container(keyedBy: CodingKeys.self)
        func take<T: Decodable>(_ key: CodingKeys, _ path: WritableKeyPath<Policy, T>) throws {
            if let value = try held.decodeIfPresent(T.self, forKey: key) { self[keyPath: path] = value }
        }
        try take(.caseScope, \.caseScope)
        try take(.visibility, \.visibility)
        try take(.defaultView, \.defaultView)
        try take(.acceptance, \.acceptance)
        try take(.busyWhileOpen, \.busyWhileOpen)
        try take(.whoMayClose, \.whoMayClose)
        try take(.whoMayReopen, \.whoMayReopen)
        try take(.closeTriggers, \.closeTriggers)
        try take(.silenceHours, \.silenceHours)
        try take(.disposition, \.disposition)
        try take(.afterClose, \.afterClose)
        try take(.reopenHours, \.reopenHours)
        try take(.offerTimeout, \.offerTimeout)
        try take(.offerThen, \.offerThen)
        overflowQueue = try held.decodeIfPresent(String.self, forKey: .overflowQueue)
        try take(.missedOffersBreak, \.missedOffersBreak)
        try take(.orphanRequeue, \.orphanRequeue)
        // Before `orphan` was a key, 0 minutes kept the case.
        orphan = try held.decodeIfPresent(Orphan.self, forKey: .orphan) ?? (orphanRequeue > 0 ? .requeue : .keep)
        try take(.strategy, \.strategy)
        try take(.weights, \.weights)
        try take(.wrapUp, \.wrapUp)
        try take(.transferTargets, \.transferTargets)
        try take(.transferNeedsOpen, \.transferNeedsOpen)
        try take(.transferForm, \.transferForm)
        try take(.cardChannel, \.cardChannel)
        try take(.channelIcons, \.channelIcons)
        try take(.preview, \.preview)
        try take(.tabs, \.tabs)
        try take(.undoSend, \.undoSend)
        try take(.contactKey, \.contactKey)
        try take(.labels, \.labels)
        try take(.unit, \.unit)
    }
}

/// A value that may be missing, and is written all the same: as null.
@propertyWrapper
package struct Nullable<Value: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
    package var wrappedValue: Value?
    package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }
    package init(from decoder: any Decoder) throws { wrappedValue = try decoder.singleValueContainer().decode(Value?.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue)
    }
}
