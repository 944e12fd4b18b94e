import Desk
import Hummingbird

extension DeskServer {
    var meRoutes: [Route] {
        [
            .staff(.get, "/api/v1/me") { _, me in
                let answer = try await desk.me(me)
                return .json { answer.write(to: &$0) }
            },
            .staff(.patch, "/api/v1/me") { call, me in
                let (locale, theme, name, preferences) = try await call.body {
                    (
                        try $0.optionalText("locale"), try $0.optionalText("theme"), try $0.optionalText("name"),
                        try $0.optionalObject("preferences") { try PreferenceChanges(&$0) }
                    )
                }
                let answer = try await desk.updateMe(locale: locale, theme: theme, name: name, preferences: preferences, by: me)
                return .json { answer.write(to: &$0) }
            },
            .staff(.put, "/api/v1/me/state") { call, me in
                let (kind, reason) = try await call.body {
                    (try $0.choice("state", of: AgentState.Kind.self), try $0.optionalText("reason"))
                }
                let state = try await desk.setState(kind, reason: reason, by: me)
                return .json { state.write(to: &$0) }
            },
            .staff(.put, "/api/v1/me/password") { call, me in
                let (current, password) = try await call.body {
                    (try $0.text("current", longest: 1024), try $0.text("password", longest: 1024))
                }
                try await desk.setPassword(of: me.id, to: password, current: current, by: .staff(me))
                return .noContent
            },
        ]
    }
}

extension PreferenceChanges {
    init(_ fields: inout Fields) throws {
        self.init()
        try fields.optionalObject("sounds") { sounds in
            offer = try sounds.optionalBool("offer")
            message = try sounds.optionalBool("message")
            call = try sounds.optionalBool("call")
            notice = try sounds.optionalBool("notice")
        }
        systemNotices = try fields.optionalBool("systemNotices")
        noticeText = try fields.optionalBool("noticeText")
        shortcuts = try fields.optionalBool("shortcuts")
        railOpen = try fields.optionalBool("railOpen")
        hints = try fields.optionalTexts("hints")
    }
}
