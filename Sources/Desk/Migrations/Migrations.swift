import Storage

/// The schema, as numbered steps forward: never a second schema file.
package enum Migrations {
    package static let all = [
        Migration(number: 1, name: "foundation", sql: String(decoding: PackageResources._001_foundation_sql, as: UTF8.self)),
        Migration(number: 2, name: "whatsapp", sql: String(decoding: PackageResources._002_whatsapp_sql, as: UTF8.self)),
        Migration(number: 3, name: "bot", sql: String(decoding: PackageResources._003_bot_sql, as: UTF8.self)),
        Migration(number: 4, name: "breaks", sql: String(decoding: PackageResources._004_breaks_sql, as: UTF8.self)),
        Migration(number: 5, name: "lines", sql: String(decoding: PackageResources._005_lines_sql, as: UTF8.self)),
        Migration(number: 6, name: "policies", sql: String(decoding: PackageResources._006_policies_sql, as: UTF8.self)),
        Migration(number: 7, name: "closing", sql: String(decoding: PackageResources._007_closing_sql, as: UTF8.self)),
        Migration(number: 8, name: "forms", sql: String(decoding: PackageResources._008_forms_sql, as: UTF8.self)),
        Migration(number: 9, name: "moves", sql: String(decoding: PackageResources._009_moves_sql, as: UTF8.self)),
        Migration(number: 10, name: "contacts", sql: String(decoding: PackageResources._010_contacts_sql, as: UTF8.self)),
        Migration(number: 11, name: "lists", sql: String(decoding: PackageResources._011_lists_sql, as: UTF8.self)),
        Migration(number: 12, name: "search", sql: String(decoding: PackageResources._012_search_sql, as: UTF8.self)),
        Migration(number: 13, name: "bulk", sql: String(decoding: PackageResources._013_bulk_sql, as: UTF8.self)),
        Migration(number: 14, name: "people", sql: String(decoding: PackageResources._014_contacts_sql, as: UTF8.self)),
        Migration(number: 15, name: "erasure", sql: String(decoding: PackageResources._015_erasure_sql, as: UTF8.self)),
    ]
}
