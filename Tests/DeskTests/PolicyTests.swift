import Foundation
import Testing

@testable import Desk

@Suite struct PolicyTests {
    /// Product §3, written a second time: what each preset sets, by column.
    @Test(arguments: ["group", "campaign", "email", "whatsapp", "ticket"]) func presetsAreTheTable(_ name: String) throws {
        let column = try #require(["group", "campaign", "email", "whatsapp", "ticket"].firstIndex(of: name))
        let policy = try #require(Policy.presets[name])
        func expect<Value: Equatable>(_ value: Value, _ row: [Value], _ key: Comment) { #expect(value == row[column], key) }
        expect(policy.caseScope, [.contactAccount, .contactCampaign, .thread, .contactAccount, .contactCampaign], "case scope")
        expect(policy.visibility, [.queue, .campaign, .everyone, .exclusive, .assignee], "visibility")
        expect(policy.defaultView, [.all, .mineAndUnassigned, .all, .mine, .mine], "default view")
        expect(policy.acceptance, [.automatic, .onSelect, .onFirstReply, .onSelect, .onSelect], "acceptance")
        expect(policy.busyWhileOpen, [false, true, false, false, false], "busy")
        expect(policy.whoMayClose, [.queue, .assignee, .everyone, .assignee, .assignee], "who may close")
        expect(policy.whoMayReopen, [.queue, .assignee, .everyone, .nobody, .nobody], "who may reopen")
        expect(
            policy.closeTriggers, [[.manual], [.manual], [.manual, .followUpMail], [.manual], [.manual, .disposition]], "close trigger")
        expect(policy.disposition, [.off, .optional, .optional, .required, .resolves], "disposition")
        expect(policy.afterClose, [.newCase, .newCase, .reopenWithin, .newCase, .newCase], "new inbound after close")
        expect(policy.offerTimeout, [0, 0, 0, 60, 120], "offer time-out")
        expect(policy.offerThen, [.nextAgent, .nextAgent, .nextAgent, .nextAgent, .queue], "then")
        expect(policy.orphan, [.keep, .alert, .keep, .requeue, .requeue], "orphan")
        expect(policy.orphanRequeue, [0, 0, 0, 10, 30], "orphan minutes")
        expect(policy.strategy, [.roundRobin, .fewestOpen, .manualPick, .fewestOpen, .longestIdle], "strategy")
        expect(policy.cardChannel, [.origin, .lastInbound, .origin, .origin, .last], "card's channel")
        expect(policy.preview, [.any, .any, .subject, .any, .lastAction], "preview")
        expect(policy.undoSend, [0, 0, 10, 0, 0], "undo send")
        expect(policy.missedOffersBreak, [false, false, false, true, true], "two missed offers")
        expect(policy.contactKey, [.phone, .document, .email, .phone, .document], "contact key")
        expect(policy.transferNeedsOpen, [false, false, false, true, false], "transfer must be open")
        #expect(try Policy(json: policy.json) == policy)
        var check = FieldCheck()
        check.policy(policy)
        try check.finish()
    }

    /// A change to a preset that contradicts what stands, and the field that the refusal names; nil where it is allowed.
    @Test(arguments: [
        ("whatsapp", "closes by queue", "policy.whoMayClose" as String?), ("whatsapp", "closes by supervisor", "policy.whoMayClose"),
        ("ticket", "closes by supervisor", nil), ("group", "closes by queue", nil), ("group", "nobody closes", "policy.whoMayClose"),
        ("group", "offers end", "policy.offerTimeout"), ("whatsapp", "offers end", nil),
        ("whatsapp", "overflows", "policy.overflowQueue"), ("whatsapp", "overflows somewhere", nil),
        ("group", "picks by hand", "policy.acceptance"), ("whatsapp", "picks by hand", nil),
        ("whatsapp", "no trigger", "policy.closeTriggers"), ("group", "disposition closes", "policy.closeTriggers"),
        ("campaign", "disposition closes", nil), ("campaign", "silence closes", "policy.silenceHours"),
        ("campaign", "two hours of silence close", nil), ("email", "no hours to reopen", "policy.reopenHours"),
        ("keep", "requeue at once", "policy.orphanRequeue"), ("whatsapp", "a weight of nothing", "policy.weights.webchat"),
        ("whatsapp", "a weight of no channel", "policy.weights"), ("whatsapp", "a tab twice", "policy.tabs"),
        ("whatsapp", "an hour of undo", "policy.undoSend"),
    ]) func contradictionsAreRefused(_ base: String, _ change: String, _ field: String?) throws {
        var policy = Policy.presets[base] ?? .group
        switch change {
        case "closes by queue": policy.whoMayClose = .queue
        case "closes by supervisor": policy.whoMayClose = .supervisor
        case "nobody closes": policy.whoMayClose = .nobody
        case "offers end": policy.offerTimeout = 30
        case "overflows": policy.offerThen = .overflow
        case "overflows somewhere": (policy.offerThen, policy.overflowQueue) = (.overflow, "01900000-0000-7000-8000-000000000000")
        case "picks by hand": policy.strategy = .manualPick
        case "no trigger": policy.closeTriggers = []
        case "disposition closes": policy.closeTriggers = [.manual, .disposition]
        case "silence closes": policy.closeTriggers = [.manual, .customerSilent]
        case "two hours of silence close": (policy.closeTriggers, policy.silenceHours) = ([.manual, .customerSilent], 2)
        case "no hours to reopen": policy.reopenHours = 0
        case "requeue at once": (policy.orphan, policy.orphanRequeue) = (.requeue, 0)
        case "a weight of nothing": policy.weights = ["webchat": 0]
        case "a weight of no channel": policy.weights = ["fax": 1]
        case "a tab twice": policy.tabs = [.contact, .contact]
        case "an hour of undo": policy.undoSend = 3600
        default: Issue.record("no such change: \(change)")
        }
        var check = FieldCheck()
        check.policy(policy)
        do {
            try check.finish()
            #expect(field == nil, "nothing was refused")
        } catch let refusal as DeskError {
            #expect(refusal.fields.map(\.field) == [field].compactMap { $0 }, "\(refusal)")
        }
    }

    /// What an older version stored says nothing of the keys that came since.
    @Test func anOlderPolicyIsReadAsItWasMeant() throws {
        let old =
            #"{"acceptance":"automatic","caseScope":"thread","offerTimeout":0,"orphanRequeue":0,"visibility":"queue","whoMayClose":"queue","whoMayReopen":"queue"}"#
        let policy = try Policy(json: old)
        #expect(policy.acceptance == .automatic && policy.visibility == .queue && policy.strategy == .fewestOpen)
        #expect(policy.orphan == .keep, "0 minutes kept the case")
        #expect(try Policy(json: old.replacingOccurrences(of: "\"orphanRequeue\":0", with: "\"orphanRequeue\":5")).orphan == .requeue)
    }
}
