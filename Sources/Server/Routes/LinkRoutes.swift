import Desk
import HTTPTypes
import Hummingbird

extension DeskServer {
    var linkRoutes: [Route] {
        [
            .staff(.get, "/api/v1/cases/{case}/link") { call, me in
                let link = try await desk.caseLink(try call.caseReference, for: me)
                return .json { json in
                    json.object { json in
                        json.key("link")
                        if let link { link.write(to: &json) } else { json.null() }
                    }
                }
            },
            .staff(.put, "/api/v1/cases/{case}/link") { call, me in
                let days = try await call.optionalBody { try $0.optionalInteger("days") }
                let (token, link) = try await desk.shareCase(try call.caseReference, days: days ?? 7, by: me)
                return .json { json in
                    json.object { json in
                        json.field("url", "\(options.address)/shared/\(token)")
                        json.key("link")
                        link.write(to: &json)
                    }
                }
            },
            .staff(.delete, "/api/v1/cases/{case}/link") { call, me in
                try await desk.unshareCase(try call.caseReference, by: me)
                return .noContent
            },
            .open(.get, "/shared/{token}") { call in
                try gate.brakes.spend(\.sharedReads, call.address)
                guard var page = try files.response("shared/index.html", to: call.request) else { throw DeskError.noRoute }
                page.headers[.cacheControl] = "no-store"
                return unlisted(page)
            },
            .open(.get, "/shared/{token}/case", query: ["cursor", "limit"]) { call in
                try gate.brakes.spend(\.sharedReads, call.address)
                return unlisted(
                    .json(
                        try await desk.sharedCase(
                            try call.parameter("token"), cursor: try call.query.one("cursor"), limit: try call.query.limit())))
            },
            .open(.get, "/shared/{token}/attachments/{id}") { call in
                try gate.brakes.spend(\.sharedReads, call.address)
                let file = try await desk.sharedAttachment(try call.id(noun: "attachment"), token: try call.parameter("token"))
                return unlisted(try await send(file, call))
            },
        ]
    }

    /// No search engine keeps it, and no page that it leads to learns its address.
    private func unlisted(_ response: Response) -> Response {
        var response = response
        response.headers[HTTPField.Name(known: "X-Robots-Tag")] = "noindex, nofollow, noarchive"
        response.headers[HTTPField.Name(known: "Referrer-Policy")] = "no-referrer"
        return response
    }
}
