/// What is done to each case of a bulk: one verb, with what it needs.
package enum BulkAct: Sendable {
    package enum Format: String, Sendable, CaseIterable { case csv, xlsx }
    /// What is said of every case that is closed; each gets a disposition of its own.
    package struct Answer: Sendable {
        let formVersion: Int64
        let values: [JSONValue.Member]
        let code: DispositionCode?
    }
    package struct FollowUp: Sendable {
        let at: Int64
        let note: String
    }

    case assign(UserID)
    case unassign
    /// Its id is no transfer's: each case's transfer has one of its own.
    case transfer(NewTransfer)
    case priority(Priority)
    case type(String)
    case addTags([TagID])
    case removeTags([TagID])
    case flag(Bool)
    case close(Answer?)
    case read
    case followUp(FollowUp?)
    case export(Format)
    /// Takes back what another bulk did.
    case undo(BulkID)

    package var hasInverse: Bool {
        switch self {
        case .assign, .unassign, .transfer, .priority, .type, .addTags, .removeTags, .flag, .close, .followUp: true
        case .read, .export, .undo: false
        }
    }
    package var format: Format? { if case .export(let format) = self { format } else { nil } }

    /// As it was asked for, in one normal form.
    package func write(to json: inout JSONText) {
        json.object { json in
            switch self {
            case .assign(let agent): json.field("assign", agent)
            case .unassign: json.field("unassign", true)
            case .transfer(let transfer):
                json.key("transfer")
                json.object { json in
                    json.field("campaign", transfer.campaign)
                    json.field("queue", transfer.queue)
                    json.field("agent", transfer.agent)
                    json.field("reason", transfer.reason.isEmpty ? nil : transfer.reason)
                    json.field("note", transfer.note.isEmpty ? nil : transfer.note)
                }
            case .priority(let priority): json.field("priority", priority.word)
            case .type(let type): json.field("type", type.isEmpty ? nil : type)
            case .addTags(let tags):
                json.key("addTags")
                json.array(tags) { $0.string($1.text) }
            case .removeTags(let tags):
                json.key("removeTags")
                json.array(tags) { $0.string($1.text) }
            case .flag(let isFlagged): json.field("flag", isFlagged)
            case .close(let answer):
                json.key("close")
                json.object { json in
                    guard let answer else { return }
                    json.key("disposition")
                    answer.write(to: &json)
                }
            case .read: json.field("read", true)
            case .followUp(let followUp):
                json.key("followUp")
                if let followUp { followUp.write(to: &json) } else { json.null() }
            case .export(let format): json.field("export", format.rawValue)
            case .undo(let bulk): json.field("undo", bulk)
            }
        }
    }
    package var json: String {
        var json = JSONText()
        write(to: &json)
        return json.text
    }
}

extension BulkAct.Answer {
    fileprivate func write(to json: inout JSONText) {
        json.object { json in
            json.field("formVersion", formVersion)
            json.key("values")
            JSONValue.object(values).write(to: &json)
            json.field("code", code?.rawValue)
        }
    }
}

extension BulkAct.FollowUp {
    fileprivate func write(to json: inout JSONText) {
        json.object { json in
            json.field("at", time: at)
            json.field("note", note.isEmpty ? nil : note)
        }
    }
}
