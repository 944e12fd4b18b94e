import Desk
import Hummingbird

/// Everybody on the staff reads the tags; supervisors and administrators set them up.
extension DeskServer {
    var tagRoutes: [Route] {
        [
            .staff(.get, "/api/v1/tags") { _, me in
                .list(try await desk.tags(for: me)) { $1.write(to: &$0) }
            },
            .staff(.put, "/api/v1/tags/{id}") { call, me in
                let id: TagID = try call.newID()
                let (name, color) = try await call.body { (try $0.text("name"), try $0.optionalText("color")) }
                let (isNew, tag) = try await desk.addTag(id: id, name: name, color: color ?? "", by: me)
                return .json(isNew ? .created : .ok) { tag.write(to: &$0) }
            },
            .staff(.patch, "/api/v1/tags/{id}") { call, me in
                let changes = try await call.body { fields in
                    TagChanges(
                        name: try fields.optionalText("name"), color: try fields.patchedText("color").map { $0 ?? "" },
                        archived: try fields.optionalBool("archived"))
                }
                let tag = try await desk.updateTag(try call.id(noun: "tag"), changes, by: me)
                return .json { tag.write(to: &$0) }
            },
        ]
    }
}
