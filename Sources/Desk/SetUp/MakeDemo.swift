import Storage

package enum DemoPasswords: Sendable {
    case random
    /// The same for everyone: for tests.
    case same(String)
}

/// Who and what the demo organisation has; the passwords are kept nowhere else.
package struct DemoResult: Sendable {
    package struct Person: Sendable {
        package let id: UserID
        package let name: String
        package let email: String
        package let role: Role
        package let password: String
    }
    package let people: [Person]
    package let campaign: CampaignID
    package let queue: QueueID
    package let tienda: AccountID
    package let api: AccountID
    package let whatsapp: AccountID
}

extension Desk {
    /// Casa Jacaranda, made by the verbs' own bodies in one transaction: its campaign of WhatsApp, and with `presets` one of each other kind.
    /// Throws `demo.not_empty`.
    package func makeDemo(passwords given: DemoPasswords = .random, presets: Bool = true) async throws -> DemoResult {
        let cast: [(name: String, email: String, role: Role)] = [
            ("Ana Torres", "ana@demo.example", .agent), ("Bruno Salas", "bruno@demo.example", .agent),
            ("Sofía Medina", "sofia@demo.example", .supervisor), ("Carla Rivas", "carla@demo.example", .administrator),
        ]
        var people: [(user: NewUser, password: String, hash: String)] = []
        for person in cast {
            let password = if case .same(let password) = given { password } else { String(Credential.make("").prefix(16)) }
            let user = try NewUser(email: person.email, name: person.name, role: person.role).checked()
            people.append((user, password, try await hashed(password)))
        }
        let organisation = try Organisation.checked(id: ids.make(at: now()), name: "Casa Jacaranda", timeZone: "America/Lima", locale: "es")
        return try await write(by: .system) { [people, vault] change in
            try change.refuseUnlessEmpty()
            _ = try change.create(organisation)
            let cast = try people.map { person in
                let user = try change.add(user: person.user, passwordHash: person.hash).user
                return DemoResult.Person(id: user.id, name: user.name, email: user.email, role: user.role, password: person.password)
            }
            return try change.furnish(cast, presets: presets, vault)
        }
    }
}

extension Change {
    fileprivate func refuseUnlessEmpty() throws {
        let isUsed = try first(
            "select 1 where exists (select 1 from users) or exists (select 1 from setting where name = 'organisation')", []
        ) { $0.int(0) }
        guard isUsed == nil else {
            throw DeskError(
                "demo.not_empty", "La demostración solo se crea en una base de datos vacía, y esta ya tiene datos. Indica otra.")
        }
    }

    fileprivate func furnish(_ cast: [DemoResult.Person], presets: Bool, _ vault: Vault) throws -> DemoResult {
        let campaign = try add(
            campaign: NewCampaign(slug: "postventa", name: "Postventa y garantías", types: ["Garantía", "Reclamo", "Consulta"])
        ).campaign.id
        let agents = cast.filter { $0.role == .agent }.map(\.id)
        let queue = try add(queue: NewQueue(slug: "garantias", name: "Garantías", campaign: campaign, members: agents)).queue.id
        let tienda = NewAccount(
            slug: "tienda", channel: "webchat", alias: "Casa Jacaranda", queue: queue,
            settings: AccountSettings(origins: ["*"], locale: "es", brand: "#5b3a86"))
        let api = NewAccount(slug: "api", channel: "api", alias: "Integración API", queue: queue)
        let whatsapp = NewAccount(
            slug: "whatsapp", channel: "whatsapp", alias: "WhatsApp Ventas", address: "+5117004400", queue: queue,
            settings: AccountSettings(
                country: "PE", phoneNumberId: "106540352242922", businessAccountId: "102290129340398", graphURL: SimulatedGraph.url()),
            secrets: [
                "accessToken": Credential.make("demo-"), "appSecret": Credential.make("demo-"), "verifyToken": Credential.make("demo-"),
            ])
        let accounts = (
            tienda: try add(account: tienda, vault).account.id, api: try add(account: api, vault).account.id,
            whatsapp: try add(account: whatsapp, vault).account.id
        )
        for (name, minutes) in [("Almuerzo", 45), ("Capacitación", 0), ("Baño", 10), ("Reunión", 0)] as [(String, Int64)] {
            _ = try add(breakReason: name, minutes: minutes, id: nil)
        }
        if presets {
            let campaigns = try addPresets(agents, vault).merging(["postventa": campaign]) { $1 }
            try DemoForms.add(to: campaigns, self)
            try DemoFields.add(to: campaigns, self)
        }
        for reply in QuickReplyText.demo(campaign) { _ = try save(ID(newID()), reply) }
        return DemoResult(
            people: cast, campaign: campaign, queue: queue, tienda: accounts.tienda, api: accounts.api, whatsapp: accounts.whatsapp)
    }

    /// One campaign of each other preset, by slug, with a queue of the same people and a line of its own for whoever wants to try it.
    private func addPresets(_ members: [UserID], _ vault: Vault) throws -> [String: CampaignID] {
        var made: [String: CampaignID] = [:]
        for (preset, slug, name, queue, types) in [
            ("group", "ventas", "Ventas en línea", "Ventas", ["Consulta", "Cotización"]),
            ("campaign", "pedidos", "Pedidos y entregas", "Pedidos", ["Reclamo", "Pedido", "Consulta"]),
            ("email", "consultas", "Consultas por correo", "Consultas", ["Consulta", "Reclamo"]),
            ("ticket", "soporte", "Soporte técnico", "Soporte", ["Incidencia", "Visita técnica", "Consulta"]),
        ] {
            let campaign = try add(campaign: NewCampaign(slug: slug, name: name, preset: preset, types: types)).campaign.id
            made[slug] = campaign
            let line = try add(queue: NewQueue(slug: slug, name: queue, campaign: campaign, members: members)).queue.id
            _ = try add(account: NewAccount(slug: "api-\(preset)", channel: "api", alias: "\(queue) API", queue: line), vault)
        }
        return made
    }
}

extension QuickReplyText {
    /// Texts for everybody, and for the campaign alone.
    fileprivate static func demo(_ campaign: CampaignID) -> [QuickReplyText] {
        let texts: [(campaign: CampaignID?, shortcut: String, title: String, body: String)] = [
            (nil, "hola", "Saludo", "Hola, {{contact.firstName}}. Soy {{agent.firstName}}, de Casa Jacaranda. ¿En qué te ayudo?"),
            (nil, "espera", "Un momento", "Dame un momento, por favor: lo reviso y te respondo enseguida."),
            (nil, "gracias", "Despedida", "Gracias por escribirnos. Tu caso es el #{{case.number}}; si necesitas algo más, aquí estamos."),
            (
                campaign, "garantia", "Pedir datos de la garantía",
                "Para ver tu garantía necesito el número de la boleta y una foto de la etiqueta del equipo."
            ),
            (
                campaign, "recojo", "Recojo a domicilio",
                "Recogemos el equipo en tu dirección en 48 horas, sin costo. ¿Qué día y a qué hora te conviene?"
            ),
        ]
        return texts.map { QuickReplyText(campaign: $0.campaign, shortcut: $0.shortcut, title: $0.title, body: $0.body) }
    }
}
