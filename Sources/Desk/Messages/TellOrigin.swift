extension Change {
    /// A web chat's case begins with where its visitor was and the language of their browser, for whoever takes it.
    func tellOrigin(of inbound: Inbound, in item: Case) throws {
        guard let page = VisitorPage.shown(inbound.page) else { return }
        let language = VisitorPage.language(inbound.locale).map { [("locale", $0.rawValue)] } ?? []
        guard let line = try say("writesFrom", [("page", page)] + language, in: item, place: -1) else { return }
        announce(.on(item, "message.updated", before: item.audience, message: line.json))
    }
}

/// What of a visitor's page and language is kept. Pure.
enum VisitorPage {
    /// Host and path: what follows may hold a visitor's secrets, and anything but the web is no page. Nil where nothing is left.
    static func shown(_ page: String?) -> String? {
        guard let page, let scheme = ["https://", "http://"].first(where: { page.hasPrefix($0) }) else { return nil }
        let rest = page.dropFirst(scheme.count).prefix { $0 != "?" && $0 != "#" }
        let host = rest.prefix { $0 != "/" }
        let name = host.split(separator: "@").last ?? ""
        let isPlain = rest.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.properties.generalCategory != .control }
        guard !name.isEmpty, isPlain else { return nil }
        let path = rest.dropFirst(host.count)
        return String((String(name) + (path == "/" ? "" : path)).prefix(300))
    }

    /// As far as the product speaks it, `pt` for `pt-BR`; nil else.
    static func language(_ locale: String?) -> Language? {
        locale?.split(separator: "-").first.flatMap { Language(rawValue: $0.lowercased()) }
    }
}
