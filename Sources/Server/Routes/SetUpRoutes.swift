import Desk
import Hummingbird

/// Everybody on the staff reads the set-up; administrators change it.
extension DeskServer {
    var setUpRoutes: [Route] { campaignRoutes + queueRoutes + accountRoutes + userRoutes + breakRoutes }

    private var campaignRoutes: [Route] {
        [
            .staff(.get, "/api/v1/campaigns") { _, me in
                try .list(try await desk.campaigns(for: me)) { try $1.write(to: &$0) }
            },
            .staff(.put, "/api/v1/campaigns/{id}", needs: .admin) { call, me in
                var new = try await call.body { try NewCampaign(&$0) }
                new.id = try call.newID()
                let (isNew, campaign) = try await desk.addCampaign(new, by: .staff(me))
                return try .json(isNew ? .created : .ok) { try campaign.write(to: &$0) }
            },
            .staff(.patch, "/api/v1/campaigns/{id}", needs: .admin) { call, me in
                let id: CampaignID = try call.id(noun: "campaign")
                let changes = try await call.body { try CampaignChanges(&$0) }
                let campaign = try await desk.updateCampaign(id, changes, by: .staff(me))
                return try .json { try campaign.write(to: &$0) }
            },
        ]
    }

    private var queueRoutes: [Route] {
        [
            .staff(.get, "/api/v1/queues") { _, me in
                .list(try await desk.queues(for: me)) { $1.write(to: &$0) }
            },
            .staff(.put, "/api/v1/queues/{id}", needs: .admin) { call, me in
                var new = try await call.body { try NewQueue(&$0) }
                new.id = try call.newID()
                let (isNew, queue) = try await desk.addQueue(new, by: .staff(me))
                return .json(isNew ? .created : .ok) { queue.write(to: &$0) }
            },
            .staff(.patch, "/api/v1/queues/{id}", needs: .admin) { call, me in
                let changes = try await call.body { try QueueChanges(&$0) }
                let queue = try await desk.updateQueue(try call.id(noun: "queue"), changes, by: .staff(me))
                return .json { queue.write(to: &$0) }
            },
        ]
    }

    private var accountRoutes: [Route] {
        [
            .staff(.get, "/api/v1/channel-accounts") { _, me in
                let isOpen = me.role == .administrator
                return .list(try await desk.accounts(for: me)) { json, account in
                    if isOpen { account.writeSetUp(to: &json) } else { account.write(to: &json) }
                }
            },
            .staff(.put, "/api/v1/channel-accounts/{id}", needs: .admin) { call, me in
                var new = try await call.body { try NewAccount(&$0) }
                new.id = try call.newID()
                let (isNew, account) = try await desk.addAccount(new, by: .staff(me))
                return .json(isNew ? .created : .ok) { account.writeSetUp(to: &$0) }
            },
            .staff(.patch, "/api/v1/channel-accounts/{id}", needs: .admin) { call, me in
                let id: AccountID = try call.id(noun: "account")
                let changes = try await call.body { try AccountChanges(&$0) }
                let account = try await desk.updateAccount(id, changes, by: .staff(me))
                return .json { account.writeSetUp(to: &$0) }
            },
        ]
    }

    private var userRoutes: [Route] {
        [
            .staff(.get, "/api/v1/users") { _, me in
                .list(try await desk.users(for: me)) { $1.write(to: &$0) }
            },
            .staff(.put, "/api/v1/users/{id}", needs: .admin) { call, me in
                var new = try await call.body { try NewUser(&$0) }
                new.id = try call.newID()
                let (isNew, user) = try await desk.addUser(new, by: .staff(me))
                return .json(isNew ? .created : .ok) { user.write(to: &$0) }
            },
            .staff(.patch, "/api/v1/users/{id}", needs: .admin) { call, me in
                let changes = try await call.body { try UserChanges(&$0) }
                let user = try await desk.updateUser(try call.id(noun: "user"), changes, by: .staff(me))
                return .json { user.write(to: &$0) }
            },
            .staff(.put, "/api/v1/users/{id}/state") { call, me in
                let (kind, reason) = try await call.body {
                    (try $0.choice("state", of: AgentState.Kind.self), try $0.optionalText("reason"))
                }
                let state = try await desk.forceState(kind, reason: reason, of: try call.id(noun: "agent"), by: me)
                return .json { state.write(to: &$0) }
            },
            .staff(.put, "/api/v1/users/{id}/password", needs: .admin) { call, me in
                let password = try await call.body { try $0.text("password", longest: 1024) }
                try await desk.setPassword(of: try call.id(noun: "user"), to: password, by: .staff(me))
                return .noContent
            },
        ]
    }

    private var breakRoutes: [Route] {
        [
            .staff(.get, "/api/v1/breaks") { _, me in
                .list(try await desk.breaks(for: me)) { $1.write(to: &$0) }
            },
            .staff(.put, "/api/v1/breaks/{id}", needs: .admin) { call, me in
                let id: ID<BreakReason> = try call.newID()
                let (name, minutes, paid) = try await call.body {
                    (try $0.text("name"), try $0.optionalInteger("minutes"), try $0.optionalBool("paid"))
                }
                let (isNew, reason) = try await desk.addBreak(
                    id: id.text, name: name, minutes: minutes ?? 0, isPaid: paid ?? false, by: .staff(me))
                return .json(isNew ? .created : .ok) { reason.write(to: &$0) }
            },
            .staff(.patch, "/api/v1/breaks/{id}", needs: .admin) { call, me in
                let (name, minutes, paid, archived) = try await call.body {
                    (
                        try $0.optionalText("name"), try $0.optionalInteger("minutes"), try $0.optionalBool("paid"),
                        try $0.optionalBool("archived")
                    )
                }
                let reason = try await desk.updateBreak(
                    try call.parameter("id"), name: name, minutes: minutes, isPaid: paid, archived: archived, by: .staff(me))
                return .json { reason.write(to: &$0) }
            },
        ]
    }
}
