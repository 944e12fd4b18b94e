import Foundation
import Storage

extension Desk {
    /// Once per database, before anything else. Throws `organisation.exists`, `request.invalid`.
    package func createOrganisation(name: String, timeZone: String, locale: String = "es", by author: Author = .system) async throws
        -> Organisation
    {
        try author.requireAdministrator()
        let draft = try Organisation.checked(id: ids.make(at: now()), name: name, timeZone: timeZone, locale: locale)
        return try await write(by: author) { try $0.create(draft) }
    }
}

extension Organisation {
    static func checked(id: String, name: String, timeZone: String, locale: String) throws -> Organisation {
        var check = FieldCheck()
        let name = check.text(name, "name", 1...200)
        check.locale(locale)
        if timeZone.utf8.count > 64 || TimeZone(identifier: timeZone) == nil {
            check.fault("timeZone", "timeZone.unknown", "«\(timeZone.prefix(64))» no es una zona horaria; usa un nombre como America/Lima.")
        }
        try check.finish()
        return Organisation(id: id, name: name, timeZone: timeZone, locale: locale)
    }
}

extension Change {
    func create(_ organisation: Organisation) throws -> Organisation {
        let made = try first(
            "insert into setting (name, value) values ('organisation', $1) on conflict do nothing returning name",
            [.text(organisation.json)]
        ) { $0.text(0) }
        guard made != nil else { throw DeskError("organisation.exists", "Esta base de datos ya tiene una organización.") }
        try configured("organisation.added", organisation.id)
        return organisation
    }
}
