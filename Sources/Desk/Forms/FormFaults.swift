/// What is wrong with an answer, in sentences.
extension DeskError {
    static func formInvalid(_ faults: [FormJudgement.Fault], _ form: OutcomeForm) -> DeskError {
        DeskError(
            "form.invalid", "Revisa el formulario: hay respuestas que faltan o no sirven.", fields: fields(faults, form, at: "values"))
    }

    /// - Parameter path: where the values stand in the request.
    static func fields(_ faults: [FormJudgement.Fault], _ form: OutcomeForm, at path: String) -> [DeskError.Field] {
        faults.map { fault in
            let label = form.fields.first { $0.id == fault.field }?.label ?? String(fault.field.prefix(40))
            return DeskError.Field("\(path).\(fault.field.prefix(40))", "field.\(fault.code.rawValue)", fault.sentence(label))
        }
    }
}

extension FormJudgement.Fault {
    func sentence(_ label: String) -> Phrase {
        switch code {
        case .required: Phrase("Falta «\(label)».")
        case .incomplete: Phrase("En «\(label)» falta elegir el detalle.")
        case .type: Phrase("«\(label)» no puede llevar ese tipo de valor.")
        case .control: Phrase("«\(label)» tiene caracteres de control; quítalos.")
        case .option: Phrase("«\(label)» no tiene esa opción.")
        case .number: Phrase("«\(label)» debe ser un número como 1234 o 1234,5, sin separador de miles.")
        case .decimals: Phrase("«\(label)» admite hasta \(about) decimales.")
        case .date: Phrase("«\(label)» debe ser una fecha como 21/11/2026.")
        case .day: Phrase("En «\(label)», ese mes tiene \(about) días.")
        case .phone: Phrase("«\(label)» debe ser un teléfono de 6 a 15 cifras.")
        case .email: Phrase("«\(label)» debe ser un correo como nombre@empresa.com.")
        case .unknown: Phrase("El formulario no tiene el campo «\(label)».")
        case .tooLong: Phrase("«\(label)» admite hasta \(about) caracteres.")
        case .tooShort: Phrase("«\(label)» necesita al menos \(about) caracteres.")
        case .tooMany: Phrase("En «\(label)» elige hasta \(about).")
        case .tooFew: Phrase("En «\(label)» elige al menos \(about).")
        case .tooBig: Phrase("«\(label)» no puede pasar de \(about).")
        case .tooSmall: Phrase("«\(label)» no puede ser menor que \(about).")
        }
    }
}
