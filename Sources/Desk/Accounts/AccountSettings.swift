import FoundationEssentials

/// What one channel account may set; stored as JSON, each key optional there.
package struct AccountSettings: Codable, Sendable, Equatable {
    /// Where outgoing messages of an `api` account are posted; nil leaves them in the outbox.
    package var deliverTo: String?
    /// Web sites that may show the chat: `https://shop.example`, or `*` for any.
    package var origins: [String]
    package var locale: String?
    /// The chat's colour, `#rrggbb`.
    package var brand: String?
    /// Telephones without `+` belong to this country (ISO 3166, `PE`).
    package var country: String
    /// WhatsApp: the number's id at Meta, its business account, and where the Graph API is.
    package var phoneNumberId: String?
    package var businessAccountId: String?
    package var graphURL: String?
    package var graphVersion: String?
    /// Which secrets are set; the secrets themselves stand sealed beside.
    package var secretNames: [String] = []

    /// What an agent must know to be offered this line's cases; empty for nothing in particular.
    package var skills: [String] = []

    /// Who answers first on this line; nil where people do.
    package var bot: Bot?

    package struct Bot: Codable, Sendable, Equatable {
        /// The id of a token with the scope `bot`.
        package var token: String
        /// Seconds a customer waits for the bot's answer before the case goes to people.
        package var silence: Int64

        package static let usualSilence: Int64 = 60
        package init(token: String, silence: Int64 = Self.usualSilence) {
            self.token = token
            self.silence = silence
        }
    }
    /// Seconds, also where no bot is set.
    package var silence: Int64 { bot?.silence ?? Bot.usualSilence }

    package init(
        deliverTo: String? = nil, origins: [String] = [], locale: String? = nil, brand: String? = nil, country: String = "PE",
        phoneNumberId: String? = nil, businessAccountId: String? = nil, graphURL: String? = nil, graphVersion: String? = nil,
        bot: Bot? = nil
    ) {
        self.phoneNumberId = phoneNumberId
        self.businessAccountId = businessAccountId
        self.graphURL = graphURL
        self.graphVersion = graphVersion
        self.deliverTo = deliverTo
        self.origins = origins
        self.locale = locale
        self.brand = brand
        self.country = country
        self.bot = bot
    }
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        deliverTo = try values.decodeIfPresent(String.self, forKey: .deliverTo)
        origins = try values.decodeIfPresent([String].self, forKey: .origins) ?? []
        locale = try values.decodeIfPresent(String.self, forKey: .locale)
        brand = try values.decodeIfPresent(String.self, forKey: .brand)
        country = try values.decodeIfPresent(String.self, forKey: .country) ?? "PE"
        phoneNumberId = try values.decodeIfPresent(String.self, forKey: .phoneNumberId)
        businessAccountId = try values.decodeIfPresent(String.self, forKey: .businessAccountId)
        graphURL = try values.decodeIfPresent(String.self, forKey: .graphURL)
        graphVersion = try values.decodeIfPresent(String.self, forKey: .graphVersion)
        secretNames = try values.decodeIfPresent([String].self, forKey: .secretNames) ?? []
        skills = try values.decodeIfPresent([String].self, forKey: .skills) ?? []
        bot = try values.decodeIfPresent(Bot.self, forKey: .bot)
    }

    package func write(to json: inout JSONText, isKept: Bool = false) {
        json.object { json in
            json.field("deliverTo", deliverTo)
            json.key("origins")
            json.array(origins) { $0.string($1) }
            json.field("locale", locale)
            json.field("brand", brand)
            json.field("country", country)
            if let phoneNumberId { json.field("phoneNumberId", phoneNumberId) }
            if let businessAccountId { json.field("businessAccountId", businessAccountId) }
            if let graphURL { json.field("graphURL", graphURL) }
            if let graphVersion { json.field("graphVersion", graphVersion) }
            if isKept, !secretNames.isEmpty {
                json.key("secretNames")
                json.array(secretNames) { $0.string($1) }
            }
            json.key("skills")
            json.array(skills) { $0.string($1) }
            json.key("bot")
            if let bot {
                json.object { json in
                    json.field("token", bot.token)
                    json.field("silence", bot.silence)
                }
            } else {
                json.null()
            }
        }
    }

    init(json: String) throws { self = try JSONDecoder().decode(AccountSettings.self, from: Data(json.utf8)) }
    var json: String {
        var json = JSONText()
        write(to: &json, isKept: true)
        return json.text
    }
}
