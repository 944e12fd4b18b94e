/// What a form may ask, judged whole: every fault with its path and the sentence that helps.
extension FieldCheck {
    package mutating func form(_ fields: [FormField]) {
        unique(fields.map(\.id)) { "fields[\($0)].id" }
        if let second = fields.indices.filter({ fields[$0].primary }).dropFirst().first {
            let first = fields.first(where: \.primary)?.label ?? ""
            fault(
                "fields[\(second)].primary", "primary.second",
                "Un formulario tiene un solo campo principal, y ya lo es «\(first)»; deja uno.")
        }
        for (index, field) in fields.enumerated() {
            options(of: field, "fields[\(index)]")
            bounds(of: field, "fields[\(index)]")
        }
        if let cycle = FormCycle.find(in: fields) {
            let names = cycle.joined(separator: " → ")
            fault(
                "fields", "condition.cycle",
                "Las condiciones dan vueltas: \(names). Quita una de ellas, para que la primera pregunta no dependa de la última.")
            return
        }
        for (index, field) in fields.enumerated() {
            for (condition, name) in [(field.shownIf, "shownIf"), (field.requiredIf, "requiredIf")] {
                if let condition { judge(condition, of: index, in: fields, "fields[\(index)].\(name)") }
            }
        }
    }

    private mutating func unique(_ ids: [String], _ path: (Int) -> String) {
        var seen: Set<String> = []
        for (index, id) in ids.enumerated() where !id.isEmpty && !seen.insert(id).inserted {
            fault(path(index), "id.repeated", "El id «\(id)» está repetido; cada campo y cada opción tiene el suyo.")
        }
    }

    private mutating func options(of field: FormField, _ path: String) {
        guard field.kind.hasOptions else {
            if !field.options.isEmpty {
                fault(
                    "\(path).options", "options.unused",
                    "«\(field.label)» no es una lista ni un árbol: quita sus opciones o cambia su tipo.")
            }
            return
        }
        if field.options.isEmpty { fault("\(path).options", "options.none", "«\(field.label)» no tiene opciones; agrega al menos una.") }
        let all = field.options.all
        unique(all.map(\.id)) { _ in "\(path).options" }
        if field.kind != .tree, field.options.contains(where: { !$0.options.isEmpty }) {
            fault(
                "\(path).options", "options.nested",
                "Solo un árbol tiene opciones dentro de opciones; cambia el tipo de «\(field.label)» a «tree».")
        }
        if !field.primary || !field.kind.hasCodes, all.contains(where: { $0.code != nil }) {
            fault(
                "\(path).options", "code.unused",
                "Los códigos (final, nonFinal, spam) van en las opciones del campo principal, si es una lista o un árbol.")
        }
    }

    private mutating func bounds(of field: FormField, _ path: String) {
        if field.primary, field.kind == .longText || field.kind == .choices || field.kind == .checkbox {
            fault(
                "\(path).primary", "primary.kind",
                "«\(field.label)» no puede ser el campo principal: un texto largo, varias opciones o una casilla no dan un titular.")
        }
        let isCurrency = field.currency.utf8.count == 3 && field.currency.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        if field.kind == .money, !isCurrency {
            fault("\(path).currency", "currency.malformed", "Un monto necesita su moneda en «currency», como PEN o USD.")
        } else if field.kind != .money, !field.currency.isEmpty {
            fault("\(path).currency", "currency.unused", "Solo un monto tiene moneda; quita «currency» de «\(field.label)».")
        }
        let isEmpty =
            field.kind == .date
            ? field.min != "today" && field.max != "today" && !field.min.isEmpty && !field.max.isEmpty && field.min > field.max
            : Double(field.min).flatMap { least in Double(field.max).map { least > $0 } } ?? false
        if isEmpty { fault("\(path).min", "bound.order", "En «\(field.label)» el mínimo es mayor que el máximo: nada lo cumpliría.") }
        if field.kind == .choices, let least = Int(field.min), least > field.options.count {
            fault("\(path).min", "bound.order", "«\(field.label)» pide más opciones de las que tiene.")
        }
    }

    private mutating func judge(_ condition: FormCondition, of index: Int, in fields: [FormField], _ path: String) {
        switch condition {
        case .all(let parts), .any(let parts): for part in parts { judge(part, of: index, in: fields, path) }
        case .filled(let id, _): _ = earlier(id, than: index, in: fields, path)
        case .isOne(let id, let wanted):
            guard let asked = earlier(id, than: index, in: fields, path) else { return }
            guard asked.kind.hasOptions else {
                return fault(
                    path, "condition.kind", "«\(asked.label)» no tiene opciones: pregunta si está lleno («filled»), no cuál es («is»).")
            }
            let known = Set(asked.options.all.map(\.id))
            if wanted.isEmpty { fault(path, "condition.empty", "«is» no nombra ninguna opción de «\(asked.label)».") }
            for option in wanted where !known.contains(option) {
                fault(path, "condition.option", "«\(asked.label)» no tiene la opción «\(option.prefix(40))».")
            }
        }
    }

    private mutating func earlier(_ id: String, than index: Int, in fields: [FormField], _ path: String) -> FormField? {
        guard let place = fields.firstIndex(where: { $0.id == id }) else {
            fault(path, "condition.unknown", "La condición nombra el campo «\(id.prefix(40))», que no está en el formulario.")
            return nil
        }
        guard place < index else {
            fault(
                path, "condition.later",
                "«\(fields[index].label)» depende de «\(fields[place].label)», que se pregunta después; ponlo antes.")
            return nil
        }
        return fields[place]
    }
}

extension Array<FormOption> {
    /// These and all below them.
    var all: [FormOption] { flatMap { [$0] + $0.options.all } }
}

/// Questions that wait for each other.
enum FormCycle {
    /// Labels around the circle, the first again at its end; nil where there is none. A field on itself is a circle too.
    static func find(in fields: [FormField]) -> [String]? {
        let known = Dictionary(fields.map { ($0.id, $0) }) { first, _ in first }
        var done: Set<String> = []
        var way: [String] = []
        func visit(_ id: String) -> [String]? {
            if let start = way.firstIndex(of: id) { return Array(way[start...]) + [id] }
            guard let field = known[id], done.insert(id).inserted else { return nil }
            way.append(id)
            defer { way.removeLast() }
            for next in (field.shownIf?.fields ?? []) + (field.requiredIf?.fields ?? []) { if let found = visit(next) { return found } }
            return nil
        }
        for field in fields { if let cycle = visit(field.id) { return cycle.map { known[$0]?.label ?? $0 } } }
        return nil
    }
}
