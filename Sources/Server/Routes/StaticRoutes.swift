import Desk
import Hummingbird

extension DeskServer {
    var staticRoutes: [Route] {
        [
            .open(.get, "/") { try await page(for: $0) },
            .open(.get, "/cases", query: CaseQuery.keyNames.union([CaseQuery.attributePrefix + "*", "view", "all"])) {
                try await page(for: $0)
            },
            .open(.get, "/cases/{case}") { try await page(for: $0) },
            .open(.get, "/reports", query: ["from", "to", "campaign", "queue", "agent", "outcome"]) { try await page(for: $0) },
            .open(.get, "/reports/{report}", query: ["from", "to", "campaign", "queue", "agent", "outcome"]) { try await page(for: $0) },
            .open(.get, "/contacts", query: contactPage) { try await page(for: $0) },
            .open(.get, "/contacts/{place}", query: contactPage) { try await page(for: $0) },
            .open(.get, "/contacts/import", query: contactPage) { try await page(for: $0) },
            .open(.get, "/contacts/import/{id}", query: contactPage) { try await page(for: $0) },
            .open(.get, "/login", query: ["next"]) { try file("login.html", $0) },
            .open(.get, "/app/revision") { _ in .text(try files.revision()) },
            .open(.get, "/app/**") { call in
                // The simulator's page is its own to give, or not.
                guard !call.rest.hasPrefix("simulator/") else { throw DeskError.noRoute }
                return try file(call.rest, call)
            },
            .open(.get, "/widget.js") { try file("widget/widget.js", $0) },
            .open(.get, "/widget/**") { try file("widget/\($0.rest)", $0) },
            .open(.get, "/favicon.ico") { try file("favicon.svg", $0) },
            .open(.get, "/favicon.svg") { try file("favicon.svg", $0) },
            .open(.get, "/api/openapi.yaml") { _ in .text(openAPI, type: "application/yaml; charset=utf-8") },
        ] + (options.isDemo ? shopRoutes : [])
    }

    /// What the list of contacts shows, as its address says it.
    private var contactPage: Set<String> {
        ["q", "label", "campaign", "vip", "blocked", "createdFrom", "createdTo", "attribute", "sort"]
    }

    /// A shop that carries the chat, to try it out.
    private var shopRoutes: [Route] {
        [
            .open(.get, "/shop") { try file("shop/index.html", $0) },
            .open(.get, "/shop/**") { try file("shop/\($0.rest)", $0) },
        ]
    }

    /// The desk itself; whoever is not signed in is sent to do so.
    private func page(for call: Call) async throws -> Response {
        do {
            _ = try await gate.viewer(of: call)
        } catch let error as DeskError where ErrorMap.status(of: error.code) == .unauthorized {
            let uri = call.request.uri, asked = uri.path + (uri.query.map { "?\($0)" } ?? "")
            return .redirect(to: asked == "/" ? "/login" : "/login?next=\(Self.quoted(asked))")
        }
        return try file("index.html", call)
    }

    /// As the value of a parameter: whatever else stands in an address is one of its own signs.
    private static func quoted(_ address: String) -> String {
        var text = ""
        for byte in address.utf8 {
            let sign = Character(Unicode.Scalar(byte))
            text += byte < 128 && (sign.isLetter || sign.isNumber || "/-._~".contains(sign)) ? String(sign) : "%" + hex([byte]).uppercased()
        }
        return text
    }

    /// A file of the web client, for what is mounted beside the routes; nil where there is none.
    package func asset(_ name: String, to request: Request) throws -> Response? { try files.response(name, to: request) }

    private func file(_ name: String, _ call: Call) throws -> Response {
        guard let response = try files.response(name, to: call.request) else {
            throw DeskError.noRoute
        }
        return response
    }
}

extension Call {
    /// What a template's `**` stands for.
    fileprivate var rest: String {
        PercentEncoding.decode(context.parameters.getCatchAll().joined(separator: "/").utf8) ?? ""
    }
}
