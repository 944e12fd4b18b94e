import Storage

/// What the demo's campaigns ask of their contacts and cases and what its customers own, and the labels of contacts: made by the verbs' own bodies.
enum DemoFields {
    static func add(to campaigns: [String: CampaignID], _ change: Change) throws {
        for (slug, fields) in fields {
            guard let campaign = campaigns[slug] else { continue }
            var check = FieldCheck()
            let judged = fields.checked(&check)
            try check.finish()
            try change.set(judged, of: campaign)
        }
        for name in ["Club Jacaranda", "Compra frecuente", "Mayorista"] {
            _ = try change.add(contactLabel: ContactLabelID(change.newID()), name: name, color: "")
        }
    }

    private static let club = CustomField(id: "club", label: "Nivel del club", kind: .choice, options: ["Lila", "Plata", "Oro"])
    private static let furniture = [
        ProductType(
            id: "lampara", label: "Lámpara",
            fields: [
                CustomField(id: "serie", label: "N.º de serie", kind: .text),
                CustomField(id: "garantia", label: "Garantía hasta", kind: .date),
            ]),
        ProductType(id: "mueble", label: "Mueble", fields: [CustomField(id: "entrega", label: "Entregado el", kind: .date)]),
    ]

    private static let fields: [(String, CampaignFields)] = [
        (
            "postventa",
            CampaignFields(
                contact: [club], case: [CustomField(id: "boleta", label: "N.º de boleta", kind: .text)], products: furniture)
        ),
        (
            "pedidos",
            CampaignFields(
                contact: [club],
                case: [
                    CustomField(id: "pedido", label: "N.º de pedido", kind: .text),
                    CustomField(id: "entrega", label: "Entrega prometida", kind: .date),
                ], products: furniture)
        ),
        (
            "soporte",
            CampaignFields(
                contact: [club, CustomField(id: "tecnico", label: "Prefiere visita técnica", kind: .checkbox)],
                case: [
                    CustomField(id: "modelo", label: "Modelo", kind: .text),
                    CustomField(id: "falla", label: "Falla", kind: .choice, options: ["No enciende", "Ruido", "Golpe", "Otra"]),
                ], products: furniture)
        ),
    ]
}
