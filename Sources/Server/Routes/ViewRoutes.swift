import Desk
import Hummingbird

/// Lists that people keep.
extension DeskServer {
    var viewRoutes: [Route] {
        [
            .staff(.get, "/api/v1/views") { _, me in
                let language = Language(rawValue: me.locale) ?? .es
                return .list(try await desk.views(for: me)) { $1.write(to: &$0, language: language) }
            },
            .staff(.get, "/api/v1/views/counts") { _, me in
                .list(try await desk.viewCounts(for: me)) { json, found in
                    json.object { json in
                        json.field("view", found.view)
                        json.field("count", found.count.count)
                        json.field("exact", found.count.exact)
                    }
                }
            },
            .staff(.put, "/api/v1/views/{id}") { call, me in
                let id: ID<SavedView> = try call.newID()
                let new = try await call.body { fields in
                    try NewView(
                        name: try fields.text("name"), filters: try fields.value("query"), sort: try fields.optionalText("sort"),
                        layout: try fields.optionalChoice("layout") ?? .cards, sharedWith: try fields.optionalChoices("sharedWith") ?? [],
                        defaultFor: try fields.optionalChoices("defaultFor") ?? [], pinned: try fields.optionalBool("pinned") ?? false)
                }
                let (isNew, view) = try await desk.saveView(id.text, new, by: me)
                return .json(isNew ? .created : .ok) { view.write(to: &$0, language: Language(rawValue: me.locale) ?? .es) }
            },
            .staff(.delete, "/api/v1/views/{id}") { call, me in
                let id: ID<SavedView> = try call.id(noun: "view")
                try await desk.removeView(id.text, by: me)
                return .noContent
            },
        ]
    }
}
