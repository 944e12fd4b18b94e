import Foundation

/// What a backup says of itself, last in the archive: whoever finds it has the whole.
struct Manifest: Codable {
    struct File: Codable {
        let name: String
        let size: Int
        let sha256: String
    }

    static let name = "manifest.json"
    static let database = "ventanilla.db"
    static let key = "key"
    static let attachments = "attachments/"

    let format: Int
    let madeAt: String
    /// Where the event log stood: all before it is in the backup, nothing after it.
    let position: String
    let files: [File]

    var bytes: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self)
        }
    }
}
