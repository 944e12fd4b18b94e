import ArgumentParser
import Desk
import Storage

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database to the newest schema.",
        discussion: """
            "serve" does this itself; run it alone where the schema is to change before the program does.
              ventanilla migrate --database postgres://desk@db.example/desk
            """)

    @OptionGroup var place: DataOptions

    func run() async throws {
        try Installation.makeFolder(place.data)
        let database = try await Databases.open(place.url)
        do {
            let applied = try await Migrator.migrate(database, Migrations.all)
            say(applied.isEmpty ? "The schema is the newest already." : "Applied: \(applied.map(String.init).joined(separator: ", ")).")
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
