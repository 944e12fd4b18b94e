/// The five ready-made policies (product §3): data, not code. A campaign starts from one and may change any key.
extension Policy {
    package static let presets: [String: Policy] = [
        "group": .group, "campaign": .campaign, "email": .email, "whatsapp": .whatsapp, "ticket": .ticket,
    ]

    package static let group = Policy(
        caseScope: .contactAccount, visibility: .queue, defaultView: .all, acceptance: .automatic, busyWhileOpen: false,
        whoMayClose: .queue, whoMayReopen: .queue, closeTriggers: [.manual], silenceHours: 0, disposition: .off,
        afterClose: .newCase, reopenHours: 0,
        offerTimeout: 0, offerThen: .nextAgent, overflowQueue: nil, missedOffersBreak: false,
        orphan: .keep, orphanRequeue: 0, strategy: .roundRobin, weights: [:], wrapUp: 0,
        transferTargets: [.agent, .queue], transferNeedsOpen: false, transferForm: .none,
        cardChannel: .origin, channelIcons: false, preview: .any, tabs: [.contact, .history],
        undoSend: 0, contactKey: .phone, labels: .openClosed, unit: .conversation)

    package static let campaign = Policy(
        caseScope: .contactCampaign, visibility: .campaign, defaultView: .mineAndUnassigned, acceptance: .onSelect, busyWhileOpen: true,
        whoMayClose: .assignee, whoMayReopen: .assignee, closeTriggers: [.manual], silenceHours: 0, disposition: .optional,
        afterClose: .newCase, reopenHours: 0,
        offerTimeout: 0, offerThen: .nextAgent, overflowQueue: nil, missedOffersBreak: false,
        orphan: .alert, orphanRequeue: 0, strategy: .fewestOpen, weights: [:], wrapUp: 0,
        transferTargets: [.agent, .queue, .campaign, .unassigned], transferNeedsOpen: false, transferForm: .none,
        cardChannel: .lastInbound, channelIcons: false, preview: .any, tabs: [.form, .contact, .cases, .history],
        undoSend: 0, contactKey: .document, labels: .stages, unit: .case)

    package static let email = Policy(
        caseScope: .thread, visibility: .everyone, defaultView: .all, acceptance: .onFirstReply, busyWhileOpen: false,
        whoMayClose: .everyone, whoMayReopen: .everyone, closeTriggers: [.manual, .followUpMail], silenceHours: 0, disposition: .optional,
        afterClose: .reopenWithin, reopenHours: 168,
        offerTimeout: 0, offerThen: .nextAgent, overflowQueue: nil, missedOffersBreak: false,
        orphan: .keep, orphanRequeue: 0, strategy: .manualPick, weights: [:], wrapUp: 0,
        transferTargets: [.agent], transferNeedsOpen: false, transferForm: .none,
        cardChannel: .origin, channelIcons: false, preview: .subject, tabs: [.contact, .cases, .history],
        undoSend: 10, contactKey: .email, labels: .activeClosed, unit: .case)

    package static let whatsapp = Policy(
        caseScope: .contactAccount, visibility: .exclusive, defaultView: .mine, acceptance: .onSelect, busyWhileOpen: false,
        whoMayClose: .assignee, whoMayReopen: .nobody, closeTriggers: [.manual], silenceHours: 0, disposition: .required,
        afterClose: .newCase, reopenHours: 0,
        offerTimeout: 60, offerThen: .nextAgent, overflowQueue: nil, missedOffersBreak: true,
        orphan: .requeue, orphanRequeue: 10, strategy: .fewestOpen, weights: [:], wrapUp: 0,
        transferTargets: [.agent, .campaign], transferNeedsOpen: true, transferForm: .optional,
        cardChannel: .origin, channelIcons: false, preview: .any, tabs: [.form, .contact, .matches, .history],
        undoSend: 0, contactKey: .phone, labels: .line, unit: .attention)

    package static let ticket = Policy(
        caseScope: .contactCampaign, visibility: .assignee, defaultView: .mine, acceptance: .onSelect, busyWhileOpen: false,
        whoMayClose: .assignee, whoMayReopen: .nobody, closeTriggers: [.manual, .disposition], silenceHours: 0, disposition: .resolves,
        afterClose: .newCase, reopenHours: 0,
        offerTimeout: 120, offerThen: .queue, overflowQueue: nil, missedOffersBreak: true,
        orphan: .requeue, orphanRequeue: 30, strategy: .longestIdle, weights: [:], wrapUp: 0,
        transferTargets: [.agent, .queue, .campaign, .unassigned], transferNeedsOpen: false, transferForm: .none,
        cardChannel: .last, channelIcons: true, preview: .lastAction, tabs: [.contact, .products, .ticket, .matches],
        undoSend: 0, contactKey: .document, labels: .openResolved, unit: .ticket)
}
