/// The list row's JSON: one writer for lists, snapshots, answers and events.
extension Case {
    /// The card for one sight. `attended` marks a frozen row of somebody's handled cases.
    package func writeCard(to json: inout JSONText, sight: Sight, attended: Bool = false) {
        json.object { json in
            writeFace(to: &json)
            json.key("preview")
            if sight == .full, !preview.kind.isEmpty { writePreview(to: &json) } else { json.null() }
            json.field("sight", sight == .full ? "full" : "card")
            if attended { json.field("attended", true) }
        }
    }

    /// All that every sight shows, as the members of an object without its braces.
    package var face: String {
        var json = JSONText(capacity: 900)
        json.object { writeFace(to: &$0) }
        return String(decoding: json.bytes.dropFirst().dropLast(), as: UTF8.self)
    }
    package var previewJSON: String {
        guard !preview.kind.isEmpty else { return "null" }
        var json = JSONText(capacity: 200)
        writePreview(to: &json)
        return json.text
    }

    private func writeFace(to json: inout JSONText) {
        json.field("id", id)
        json.field("number", number)
        json.field("version", version)
        json.field("state", state.rawValue)
        json.field("campaign", campaign)
        json.field("queue", queue)
        json.field("account", account)
        json.field("channel", channel)
        json.key("contact")
        json.object { json in
            json.field("id", contact)
            json.field("name", contactName ?? (pointName.isEmpty ? nil : pointName))
            json.field("code", contactCode)
            json.key("point")
            json.object { json in
                json.field("id", point)
                json.field("kind", pointKind)
                json.field("value", pointValue)
                json.field("display", pointDisplay)
            }
        }
        json.field("agent", agent)
        json.field("deadline", time: state == .offered ? deadline : 0)
        json.field("offeredAt", time: offeredAt)
        json.field("openedAt", time: openedAt)
        json.field("closedAt", time: closedAt)
        json.field("closedBy", closedBy)
        json.field("createdAt", time: createdAt)
        json.field("updatedAt", time: updatedAt)
        json.field("queuedAt", time: queuedAt)
        json.key("unread")
        if unreadCount > 0 {
            json.object { json in
                json.field("since", time: unreadSince)
                json.field("count", unreadCount)
            }
        } else {
            json.null()
        }
        json.field("lastMessageAt", time: lastMessageAt)
        json.key("marks")
        json.object { json in
            json.field("transferred", transferred)
            json.field("escalated", escalated)
            json.field("orphaned", orphanedAt > 0)
            json.field("flagged", flagged)
            json.field("outsideHours", outsideHours)
        }
    }

    private func writePreview(to json: inout JSONText) {
        json.object { json in
            json.field("kind", preview.kind)
            json.field("text", preview.text.isEmpty ? nil : preview.text)
            json.field("direction", preview.direction)
            json.field("author", preview.author.isEmpty ? nil : preview.author)
            json.field("status", preview.status.isEmpty ? nil : preview.status)
            json.field("at", time: lastMessageAt)
            if !preview.call.isEmpty {
                json.key("call")
                json.object { $0.field("status", preview.call) }
            }
        }
    }
}
