import Storage

extension Case {
    /// All that every sight shows, as the members of an object without its braces.
    package var face: String {
        var json = JSONText(capacity: 1200)
        json.object { writeFace(to: &$0) }
        return json.members
    }
    package var previewJSON: String {
        var json = JSONText(capacity: 300)
        writePreview(to: &json)
        return json.text
    }
}

/// The list row's JSON: one writer for lists, snapshots, answers and events.
extension CardSource where Self: ~Copyable {
    /// The card for one sight. `attended` marks a frozen row of somebody's handled cases.
    package func writeCard(to json: inout JSONText, sight: Sight, attended: Bool = false) {
        json.object { json in
            writeFace(to: &json)
            json.key("preview")
            if sight == .full { writePreview(to: &json) } else { json.null() }
            json.field("sight", sight == .full ? "full" : "card")
            if attended { json.field("attended", true) }
        }
    }

    fileprivate func writeFace(to json: inout JSONText) {
        text("id", .id, to: &json)
        json.field("number", int(.number))
        json.field("version", int(.version))
        text("state", .state, to: &json)
        text("campaign", .campaignId, to: &json)
        text("queue", .queueId, to: &json)
        text("account", .accountId, to: &json)
        text("channel", .channel, to: &json)
        json.key("channels")
        json.object { json in
            json.key("used")
            writeRaw(.channels, to: &json)
            text("last", .lastChannel, to: &json)
            text("lastInbound", .inboundChannel, to: &json)
        }
        json.field("priority", (Priority(rawValue: int(.priority)) ?? .medium).word)
        textOrNull("type", .type, to: &json)
        json.key("tags")
        writeRaw(.tags, to: &json)
        json.key("contact")
        json.object { json in
            text("id", .contactId, to: &json)
            if isEmpty(.contactName) { textOrNull("name", .pointName, to: &json) } else { text("name", .contactName, to: &json) }
            text("code", .contactCode, to: &json)
            json.field("vip", int(.contactVip) != 0)
            json.field("blocked", int(.contactBlocked) > 0)
            json.key("point")
            json.object { json in
                text("id", .pointId, to: &json)
                text("kind", .pointKind, to: &json)
                text("value", .pointValue, to: &json)
                text("display", .pointDisplay, to: &json)
            }
        }
        text("agent", .agentId, to: &json)
        json.field("deadline", time: equals(.state, "offered") ? int(.deadline) : 0)
        json.field("offeredAt", time: int(.offeredAt))
        json.field("openedAt", time: int(.openedAt))
        json.field("closedAt", time: int(.closedAt))
        text("closedBy", .closedBy, to: &json)
        json.field("createdAt", time: int(.createdAt))
        json.field("updatedAt", time: int(.updatedAt))
        json.field("queuedAt", time: int(.queuedAt))
        json.key("unread")
        let unread = int(.unreadCount)
        if unread > 0 {
            json.object { json in
                json.field("since", time: int(.unreadSince))
                json.field("count", unread)
            }
        } else {
            json.null()
        }
        json.field("lastMessageAt", time: int(.lastMessageAt))
        json.key("window")
        if int(.windowEnds) > 0 { json.object { $0.field("endsAt", time: int(.windowEnds)) } } else { json.null() }
        json.field("botDeadline", time: equals(.state, "bot") ? int(.botDeadline) : 0)
        json.key("call")
        if isEmpty(.liveCall) { json.null() } else { writeRaw(.liveCall, to: &json) }
        json.key("waiting")
        if equals(.state, "waiting") {
            json.object { json in
                json.field("until", time: int(.wakeAt))
                textOrNull("reason", .waitingReason, to: &json)
            }
        } else {
            json.null()
        }
        json.key("escalation")
        if isEmpty(.escalation) { json.null() } else { writeRaw(.escalation, to: &json) }
        json.key("outcome")
        if isEmpty(.outcomeCode) {
            json.null()
        } else {
            json.object { json in
                textOrNull("text", .outcome, to: &json)
                text("code", .outcomeCode, to: &json)
            }
        }
        textOrNull("mergedInto", .mergedInto, to: &json)
        textOrNull("description", .description, to: &json)
        textOrNull("subject", .subject, to: &json)
        json.key("followUp")
        if int(.followUpAt) > 0 {
            json.object { json in
                json.field("at", time: int(.followUpAt))
                text("owner", .followUpOwner, to: &json)
                textOrNull("note", .followUpNote, to: &json)
            }
        } else {
            json.null()
        }
        // No clock of answers runs yet.
        json.key("sla")
        json.null()
        json.key("marks")
        json.object { json in
            json.field("transferred", int(.transferred) != 0)
            json.field("escalated", int(.escalated) != 0)
            json.field("orphaned", int(.orphanedAt) > 0)
            json.field("flagged", int(.flagged) != 0)
            json.field("outsideHours", int(.outsideHours) != 0)
            json.field("unanswered", int(.unansweredAt) > 0)
        }
    }

    /// Null before the first message.
    fileprivate func writePreview(to json: inout JSONText) {
        guard !isEmpty(.previewKind) else { return json.null() }
        json.object { json in
            text("kind", .previewKind, to: &json)
            textOrNull("text", .previewText, to: &json)
            text("direction", .previewDirection, to: &json)
            textOrNull("author", .previewAuthor, to: &json)
            textOrNull("status", .previewStatus, to: &json)
            json.field("at", time: int(.lastMessageAt))
            if !isEmpty(.previewCall) {
                json.key("call")
                json.object { text("status", .previewCall, to: &$0) }
            }
        }
    }

    private func text(_ name: StaticString, _ column: Case.Column, to json: inout JSONText) {
        json.key(name)
        write(column, to: &json)
    }
    /// Empty is written as null.
    private func textOrNull(_ name: StaticString, _ column: Case.Column, to json: inout JSONText) {
        json.key(name)
        if isEmpty(column) { json.null() } else { write(column, to: &json) }
    }
}
