import Desk

// What set-up requests say, field by field. Lengths and forms are the verbs' own rules; here only types and names.

extension NewCampaign {
    init(_ fields: inout Fields) throws {
        let preset = try fields.optionalText("preset") ?? "whatsapp"
        let base = Policy.presets[preset] ?? .whatsapp
        self.init(
            slug: try fields.text("slug"), name: try fields.text("name", longest: 1000), preset: preset,
            policy: try fields.optionalObject("policy") { try base.patched(by: &$0) },
            types: try fields.optionalTexts("types", most: 100) ?? [],
            fields: CampaignFields(
                contact: try fields.customFields("contactFields") ?? [], case: try fields.customFields("caseFields") ?? [],
                products: try fields.productTypes() ?? []))
    }
}

extension CampaignChanges {
    init(_ fields: inout Fields) throws {
        self.init(
            slug: try fields.optionalText("slug"), name: try fields.optionalText("name", longest: 1000),
            policy: try fields.optionalPatch("policy") { try $0.patched(by: &$1) }, types: try fields.optionalTexts("types", most: 100),
            fields: CampaignFields.Changes(
                contact: try fields.customFields("contactFields"), case: try fields.customFields("caseFields"),
                products: try fields.productTypes()),
            archived: try fields.optionalBool("archived"))
    }
}

extension Fields {
    fileprivate mutating func customFields(_ name: String) throws -> [CustomField]? {
        try optionalItems(name, most: 100) { value, path in
            try Fields.read(value, path: path) { field in
                CustomField(
                    id: try field.text("id"), label: try field.text("label"), kind: try field.choice("kind"),
                    options: try field.optionalTexts("options") ?? [], required: try field.optionalBool("required") ?? false)
            }
        }
    }

    fileprivate mutating func productTypes() throws -> [ProductType]? {
        try optionalItems("productTypes", most: 100) { value, path in
            try Fields.read(value, path: path) { type in
                ProductType(id: try type.text("id"), label: try type.text("label"), fields: try type.customFields("fields") ?? [])
            }
        }
    }
}

extension Policy {
    fileprivate func patched(by fields: inout Fields) throws -> Policy {
        var policy = self
        func word<Word: RawRepresentable & CaseIterable>(_ name: String, _ path: WritableKeyPath<Policy, Word>) throws
        where Word.RawValue == String {
            if let word: Word = try fields.optionalChoice(name) { policy[keyPath: path] = word }
        }
        func words<Word: RawRepresentable & CaseIterable>(_ name: String, _ path: WritableKeyPath<Policy, [Word]>) throws
        where Word.RawValue == String {
            if let words: [Word] = try fields.optionalChoices(name) { policy[keyPath: path] = words }
        }
        func number(_ name: String, _ path: WritableKeyPath<Policy, Int64>) throws {
            if let number = try fields.optionalInteger(name) { policy[keyPath: path] = number }
        }
        func flag(_ name: String, _ path: WritableKeyPath<Policy, Bool>) throws {
            if let flag = try fields.optionalBool(name) { policy[keyPath: path] = flag }
        }
        try word("caseScope", \.caseScope)
        try word("visibility", \.visibility)
        try word("defaultView", \.defaultView)
        try word("acceptance", \.acceptance)
        try flag("busyWhileOpen", \.busyWhileOpen)
        try word("whoMayClose", \.whoMayClose)
        try word("whoMayReopen", \.whoMayReopen)
        try words("closeTriggers", \.closeTriggers)
        try number("silenceHours", \.silenceHours)
        try word("disposition", \.disposition)
        try word("afterClose", \.afterClose)
        try number("reopenHours", \.reopenHours)
        try number("offerTimeout", \.offerTimeout)
        try word("offerThen", \.offerThen)
        if let queue = try fields.patchedText("overflowQueue") {
            policy.overflowQueue = try queue.map { try ID<QueueTag>(parsing: $0, field: "policy.overflowQueue").text }
        }
        try flag("missedOffersBreak", \.missedOffersBreak)
        try word("orphan", \.orphan)
        try number("orphanRequeue", \.orphanRequeue)
        try word("strategy", \.strategy)
        if let weights = try fields.optionalNumbers("weights") { policy.weights = weights }
        try number("wrapUp", \.wrapUp)
        try words("transferTargets", \.transferTargets)
        try flag("transferNeedsOpen", \.transferNeedsOpen)
        try word("transferForm", \.transferForm)
        try word("cardChannel", \.cardChannel)
        try flag("channelIcons", \.channelIcons)
        try word("preview", \.preview)
        try words("tabs", \.tabs)
        try number("undoSend", \.undoSend)
        try word("contactKey", \.contactKey)
        try word("labels", \.labels)
        try word("unit", \.unit)
        return policy
    }
}

extension NewQueue {
    init(_ fields: inout Fields) throws {
        self.init(
            slug: try fields.text("slug"), name: try fields.text("name", longest: 1000), campaign: try fields.id("campaign"),
            members: try fields.optionalIDs("members", most: 5000) ?? [])
    }
}

extension QueueChanges {
    init(_ fields: inout Fields) throws {
        self.init(
            slug: try fields.optionalText("slug"), name: try fields.optionalText("name", longest: 1000),
            members: try fields.optionalIDs("members", most: 5000), archived: try fields.optionalBool("archived"))
    }
}

extension NewAccount {
    init(_ fields: inout Fields) throws {
        self.init(
            slug: try fields.text("slug"), channel: try fields.text("channel"), alias: try fields.text("alias", longest: 1000),
            address: try fields.optionalText("address", longest: 1000) ?? "", queue: try fields.id("queue"),
            campaign: try fields.optionalID("campaign"),
            settings: try fields.optionalObject("settings") { try AccountSettings().patched(by: &$0) } ?? AccountSettings(),
            secret: try fields.optionalText("secret", longest: 1000),
            secrets: try fields.optionalObject("secrets") { try $0.secrets().compactMapValues { $0 } } ?? [:])
    }
}

extension AccountChanges {
    init(_ fields: inout Fields) throws {
        let secret: Secret =
            switch try fields.patchedText("secret", longest: 1000) {
            case nil: .keep
            case .some(nil): .remove
            case .some(.some(let text)): .replace(text)
            }
        self.init(
            slug: try fields.optionalText("slug"), alias: try fields.optionalText("alias", longest: 1000),
            address: try fields.optionalText("address", longest: 1000), queue: try fields.optionalID("queue"),
            settings: try fields.optionalPatch("settings") { try $0.patched(by: &$1) }, secret: secret,
            secrets: try fields.optionalObject("secrets") { try $0.secrets() } ?? [:],
            archived: try fields.optionalBool("archived"))
    }
}

extension Fields {
    /// What each kind of line calls its secrets; null takes one away.
    fileprivate mutating func secrets() throws -> [String: String?] {
        var secrets: [String: String?] = [:]
        for name in Set(ChannelSecrets.names.values.joined()).sorted() {
            if let value = try patchedText(name, longest: 4096) { secrets[name] = value }
        }
        return secrets
    }
}

extension AccountSettings {
    fileprivate func patched(by fields: inout Fields) throws -> AccountSettings {
        var settings = self
        if let deliverTo = try fields.patchedText("deliverTo", longest: 4000) { settings.deliverTo = deliverTo }
        if let locale = try fields.patchedText("locale") { settings.locale = locale }
        if let brand = try fields.patchedText("brand") { settings.brand = brand }
        settings.origins = try fields.optionalTexts("origins", longest: 4000) ?? origins
        settings.country = try fields.optionalText("country") ?? country
        if let id = try fields.patchedText("phoneNumberId") { settings.phoneNumberId = id }
        if let id = try fields.patchedText("businessAccountId") { settings.businessAccountId = id }
        if let url = try fields.patchedText("graphURL", longest: 2000) { settings.graphURL = url }
        if let version = try fields.patchedText("graphVersion") { settings.graphVersion = version }
        settings.skills = try fields.optionalTexts("skills", most: 20) ?? skills
        let bot = try fields.patchedObject("bot") { bot in
            AccountSettings.Bot(
                token: try bot.id("token", as: TokenTag.self).text,
                silence: try bot.optionalInteger("silence") ?? settings.silence)
        }
        if let bot { settings.bot = bot }
        return settings
    }
}

extension NewUser {
    init(_ fields: inout Fields) throws {
        self.init(
            email: try fields.text("email", longest: 1000), name: try fields.text("name", longest: 1000), role: try fields.choice("role"),
            password: try fields.optionalText("password", longest: 1024), capacity: try fields.optionalInteger("capacity") ?? 5,
            locale: try fields.optionalText("locale") ?? "es", skills: try fields.optionalTexts("skills", most: 20) ?? [])
    }
}

extension UserChanges {
    init(_ fields: inout Fields) throws {
        self.init(
            email: try fields.optionalText("email", longest: 1000), name: try fields.optionalText("name", longest: 1000),
            role: try fields.optionalChoice("role"), capacity: try fields.optionalInteger("capacity"),
            skills: try fields.optionalTexts("skills", most: 20), archived: try fields.optionalBool("archived"),
            campaigns: try fields.optionalTexts("campaigns")?.map { CampaignID($0) })
    }
}
