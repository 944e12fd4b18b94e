import Desk

/// Places, shared contacts, orders and forms, as the desk shows them.
enum WhatsAppCards {
    /// Ready JSON; nil without two numbers that are a place on Earth.
    static func location(_ place: JSONValue?) -> String? {
        guard let latitude = place?["latitude"]?.double, let longitude = place?["longitude"]?.double, abs(latitude) <= 90,
            abs(longitude) <= 180
        else { return nil }
        var json = JSONText()
        json.object { json in
            json.field("latitude", raw: "\(latitude)")
            json.field("longitude", raw: "\(longitude)")
            if let name = place?["name"]?.text { json.field("name", String(name.prefix(300))) }
            if let address = place?["address"]?.text { json.field("address", String(address.prefix(500))) }
        }
        return json.text
    }

    /// Ready JSON; nil where nobody is in it.
    static func contacts(_ list: JSONValue?) -> String? {
        let people = (list?.items ?? []).prefix(50).filter { !$0.members.isEmpty }
        guard !people.isEmpty else { return nil }
        var json = JSONText()
        json.array(people) { json, person in
            let phones = texts(person["phones"], "phone", "wa_id"), emails = texts(person["emails"], "email")
            json.object { json in
                json.field("name", name(of: person["name"]) ?? phones.first ?? emails.first ?? "Sin nombre")
                json.key("phones")
                json.array(phones) { $0.string($1) }
                json.key("emails")
                json.array(emails) { $0.string($1) }
                if let company = person["org"]?["company"]?.text { json.field("organisation", String(company.prefix(200))) }
            }
        }
        return json.text
    }

    private static func name(of name: JSONValue?) -> String? {
        if let whole = name?["formatted_name"]?.text { return String(whole.prefix(200)) }
        let parts = ["first_name", "middle_name", "last_name"].compactMap { name?[$0]?.text }
        return parts.isEmpty ? nil : String(parts.joined(separator: " ").prefix(200))
    }
    private static func texts(_ list: JSONValue?, _ keys: String...) -> [String] {
        (list?.items ?? []).prefix(20).compactMap { item in keys.lazy.compactMap { item[$0]?.text }.first.map { String($0.prefix(200)) } }
    }

    /// What a customer put into the catalogue's basket, one product to a line; nil where nothing is in it.
    static func order(_ order: JSONValue?) -> String? {
        let products = order?["product_items"]?.items ?? []
        let lines = products.prefix(50).map { item in
            let price = item["item_price"]?.text.map { " (\($0)\(item["currency"]?.text.map { " \($0)" } ?? ""))" } ?? ""
            return "\(item["quantity"]?.text ?? "1") × \(item["product_retailer_id"]?.text ?? "producto")\(price)"
        }
        let rest = products.count > 50 ? ["y \(products.count - 50) más"] : []
        let words = lines + rest + [order?["text"]?.text].compactMap { $0 }
        return words.isEmpty ? nil : (["Pedido del catálogo:"] + words).joined(separator: "\n")
    }

    /// A filled form: its answers, one to a line.
    static func form(_ form: JSONValue) -> String? {
        let answers = form["response_json"]?.text.flatMap { try? JSONParser.parse(Array($0.utf8), oddities: .lenient) }
        let lines = (answers?.members ?? []).filter { $0.key != "flow_token" }.compactMap { member in
            member.value.text.map { "\(member.key): \($0)" }
        }
        let words = [form["body"]?.text].compactMap { $0 } + lines
        return words.isEmpty ? nil : words.joined(separator: "\n")
    }
}
