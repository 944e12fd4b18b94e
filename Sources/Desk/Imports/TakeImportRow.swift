import Storage

/// One row of a file, as it stands in the store.
struct ImportLine: Sendable {
    /// As a spreadsheet counts them.
    let number: Int64
    let cells: [String]

    init(number: Int64, cells: [String]) {
        self.number = number
        self.cells = cells
    }
    init(json: [UInt8]) throws {
        let items = try JSONParser.parse(json).items
        number = items.first?.integer ?? 0
        cells = items.dropFirst().map { if case .string(let text) = $0 { text } else { "" } }
    }
}

/// All that a file's rows are judged by, read once for many of them.
struct ImportRules {
    enum Outcome: String { case created, updated, skipped }

    let plan: ImportPlan
    let headings: [String]
    let viewer: Viewer
    let fields: [CustomField]
    /// Whose telephones are written without a country's code.
    let country: String
    let today: String
    private let labels: [String: String]

    init(_ plan: ImportPlan, _ transaction: any Transaction, headings: [String], by viewer: Viewer, today: String) throws {
        self.plan = plan
        self.headings = headings
        self.viewer = viewer
        self.today = today
        fields = try Campaign.find(ID(plan.campaign), transaction)?.fields.contact ?? []
        country = try ChannelAccount.all(transaction).first { $0.campaign.text == plan.campaign }?.settings.country ?? ""
        labels = try Dictionary(
            transaction.all("select folded, id from contact_label where archived_at = 0", []) { ($0.text(0), $0.text(1)) }
        ) { first, _ in first }
    }

    /// What a row says, by field; several values of one stand in the columns' order.
    func values(of line: ImportLine) -> [String: [String]] {
        var values: [String: [String]] = [:]
        for (index, field) in plan.columns.sorted(by: { $0.key < $1.key }) where line.cells.indices.contains(index) {
            let cell = FieldCheck.trim(line.cells[index])
            guard !cell.isEmpty else { continue }
            let parts =
                ImportGuess.several.contains(field)
                ? cell.split(whereSeparator: { ";\n|".contains($0) }).map { FieldCheck.trim(String($0)) } : [cell]
            values[field, default: []] += parts.filter { !$0.isEmpty }
        }
        return values
    }

    func points(_ values: [String: [String]], _ check: inout FieldCheck) -> [TypedPoint] {
        var points: [TypedPoint] = []
        for text in values["phone"] ?? [] {
            if let phone = PhoneNumber(text, country: country) {
                points.append(TypedPoint(kind: "phone", value: phone.value, display: phone.display))
            } else {
                check.fault(
                    "phone", "phone.malformed",
                    "«\(text.prefix(40))» no es un teléfono; escríbelo con código de país, como +51 987 654 321.")
            }
        }
        for text in values["email"] ?? [] {
            if let address = EmailAddress.normalise(text) {
                points.append(TypedPoint(kind: "email", value: address, display: text))
            } else {
                check.fault("email", "email.malformed", "«\(text.prefix(80))» no es un correo; debe ser como nombre@empresa.com.")
            }
        }
        if points.count > 20 { check.fault("phone", "too_many", "La fila tiene más de 20 direcciones.") }
        return points.once(by: \.value)
    }

    func labels(_ values: [String: [String]], _ check: inout FieldCheck) -> [String] {
        var found = plan.labels
        for name in (values["labels"] ?? []).flatMap({ $0.split(separator: ",") }) {
            if let id = labels[Text.fold(String(name))] {
                found.append(id)
            } else {
                check.fault("labels", "label.unknown", "No hay ninguna característica «\(name.prefix(60))»; créala o quítala de la fila.")
            }
        }
        return found.once(by: \.self)
    }

    func details(_ values: [String: [String]], _ check: inout FieldCheck) -> ContactDetails.Changes {
        var attributes: [String: JSONValue] = [:]
        for field in fields {
            guard let text = values["attributes.\(field.id)"]?.first else { continue }
            attributes[field.id] = field.kind == .checkbox ? Self.answer(text).map { .bool($0) } ?? .string(text) : .string(text)
        }
        return ContactDetails.Changes(
            documentKind: values["documentKind"]?.first, address: values["address"]?.first,
            birthDate: values["birthDate"]?.first.map(Self.day),
            language: values["language"]?.first, executive: values["executive"]?.first, attributes: attributes
        ).checked(&check, today: today)
    }

    private static func answer(_ text: String) -> Bool? {
        switch Text.fold(text) {
        case "si", "s", "yes", "y", "sim", "true", "verdadero", "1", "x": true
        case "no", "n", "nao", "false", "falso", "0": false
        default: nil
        }
    }

    /// `14/02/1987`, as people here write a day, and a day with its time, as a day of ours; all else as it is, to be judged.
    private static func day(_ text: String) -> String {
        let date = text.prefix { $0 != " " && $0 != "T" }
        let parts = date.split(whereSeparator: { "/.".contains($0) })
        guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }), parts[2].count == 4 else { return String(date) }
        func two(_ part: Substring) -> String { part.count == 1 ? "0\(part)" : String(part) }
        return "\(parts[2])-\(two(parts[1]))-\(two(parts[0]))"
    }

    /// What a refusal says of a row, column by column, in its author's language.
    func faults(of error: DeskError, in line: ImportLine) -> [ImportFault] {
        let language = Language(rawValue: viewer.locale) ?? .es
        let fields = error.fields.isEmpty ? [DeskError.Field("", error.code, error.message)] : error.fields
        return fields.enumerated().map { place, fault in
            let name = fault.field
            let index = plan.columns.filter { $0.value == name || name == "name" && ["firstName", "lastName"].contains($0.value) }.keys
                .min()
            return ImportFault(
                row: line.number, place: Int64(place), column: index.map { headings.indices.contains($0) ? headings[$0] : "" } ?? "",
                value: index.flatMap { line.cells.indices.contains($0) ? String(line.cells[$0].prefix(200)) : nil } ?? "", code: fault.code,
                message: fault.message.text(in: language))
        }
    }
}

extension Change {
    /// Makes a contact of a row, or writes it over the one it means: all of it, or nothing. Throws what is wrong with it.
    func take(_ line: ImportLine, _ rules: ImportRules) throws -> ImportRules.Outcome {
        var check = FieldCheck()
        let values = rules.values(of: line)
        let parts = [values["name"], values["firstName"], values["lastName"]].compactMap { $0?.first }
        let joined: String? = parts.isEmpty ? nil : parts.joined(separator: " ")
        let name = check.text(joined, "name", 1...200)
        let code = check.text(values["code"]?.first, "code", 1...64)
        let notes = check.text(values["notes"]?.first, "notes", 0...4000, lines: true)
        let points = rules.points(values, &check), labels = rules.labels(values, &check), details = rules.details(values, &check)
        let key = rules.plan.match
        let keys = key == .code ? code.map { [$0] } ?? [] : points.filter { $0.kind == key.rawValue }.map(\.value)
        if keys.isEmpty, values[key.rawValue] == nil {
            check.fault(key.rawValue, "import.no_key", "La fila no tiene «\(key.rawValue)», por el que se reconoce a cada contacto.")
        }
        try check.finish()
        let held = try lock(points)
        let found = try known(key, keys, held)
        if found != nil, rules.plan.onMatch == .skip { return .skipped }
        let id = try found ?? make(name: name, code: code, rules)
        let before = try touch(contact: id, for: rules.viewer, steps: found == nil ? 0 : 1)
        try write(name: name, code: code, notes: notes, details, over: before, rules)
        try know(id, in: ID(rules.plan.campaign))
        for point in held {
            if let holder = point.contact, holder != id { throw try taken(point.kind == "email" ? "email" : "phone", point.value, holder) }
        }
        _ = try give(points, held: held, to: id)
        try add(labels, to: id)
        guard let after = try transaction.contacts("id = $1", [.text(id.text)]).first else { throw DeskError.noContact }
        try index(after)
        if found != nil {
            if after.face != before.face { try repaint(after) }
            tell(after)
        }
        return found == nil ? .created : .updated
    }

    private func known(_ key: ImportPlan.Match, _ keys: [String], _ held: [HeldPoint]) throws -> ContactID? {
        guard key != .code else {
            guard let code = keys.first else { return nil }
            return try first("select id from contact where code_key = $1", [SQLValue(ContactCode.key(code))]) { ContactID($0.text(0)) }
        }
        return held.first { keys.contains($0.value) && $0.contact != nil }?.contact
    }

    private func make(name: String?, code: String?, _ rules: ImportRules) throws -> ContactID {
        guard let name else {
            throw DeskError.invalid("name", "name.empty", "La fila no tiene nombre, y no es de un contacto que ya esté aquí.")
        }
        if let code, try holds(code, but: ID("")) { throw try codeTaken(code, by: rules.viewer) }
        let id: ContactID = self.id()
        try run(
            "insert into contact (id, name, folded, created_at, updated_at) values ($1, $2, $3, $4, $4)",
            [.text(id.text), .text(name), .text(Text.fold(name)), .integer(now)])
        try know(id, in: ID(rules.plan.campaign))
        return id
    }

    private func write(
        name: String?, code: String?, notes: String?, _ changes: ContactDetails.Changes, over before: Contact, _ rules: ImportRules
    ) throws {
        if let code, code != before.code, try holds(code, but: before.id) { throw try codeTaken(code, by: rules.viewer) }
        var check = FieldCheck()
        let details = before.details.changed(by: changes, fields: rules.fields, &check)
        try check.finish()
        try write(
            before.id, name: name ?? before.name, code: code ?? before.code ?? "", notes: notes ?? before.notes, details.columns)
    }

    private func taken(_ field: String, _ value: String, _ holder: ContactID) throws -> DeskError {
        let name = try first("select name from contact where id = $1", [.text(holder.text)]) { $0.text(0) } ?? ""
        return DeskError.invalid(field, "contact_point.taken", "«\(value)» ya es de \(name).")
    }

    private func add(_ labels: [String], to id: ContactID) throws {
        guard !labels.isEmpty else { return }
        for label in labels {
            try run(
                "insert into contact_labelled (contact_id, label_id) values ($1, $2) on conflict do nothing",
                [.text(id.text), .text(label)])
        }
        guard try writeLabels(of: id) <= ContactLabel.most else {
            throw DeskError.invalid("labels", "contact_label.too_many", DeskError.manyLabels.message)
        }
    }
}
