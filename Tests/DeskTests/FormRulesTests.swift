import Foundation
import Testing

@testable import Desk

/// The table that the browser's rules are held to as well (`Tests/web/forms.test.js`).
@Suite struct FormRulesTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let fields: [FormField]
        let row: JSONValue
        var testDescription: String { name }
    }

    static let table: [Row] = {
        do {
            let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "forms/rules.json")
            let whole = try JSONParser.parse([UInt8](try Data(contentsOf: file)))
            return try (whole["cases"]?.items ?? []).map { row in
                var check = FieldCheck()
                let fields = FormField.read(whole["forms"]?[row["form"]?.text ?? ""] ?? .null, &check)
                try check.finish()
                return Row(name: row["name"]?.text ?? "", fields: fields, row: row)
            }
        } catch {
            Issue.record("\(error)")
            return []
        }
    }()

    @Test func theTableIsWhole() { #expect(Self.table.count >= 130) }

    @Test(arguments: table) func rule(_ one: Row) throws {
        let found = FormJudgement(one.fields, one.row["values"]?.members ?? [], today: one.row["today"]?.text ?? "")
        #expect(found.shown == texts(one.row["shown"]))
        #expect(found.required == texts(one.row["required"]))
        let faults = found.faults.map { [$0.field, $0.code.rawValue, $0.about] }
        #expect(faults == one.row["faults"]?.items.map { $0.items.map { if case .string(let text) = $0 { text } else { "?" } } })
        #expect(members(found) == (one.row["normal"]?.members ?? []).sorted { $0.key < $1.key })
        guard let outcome = one.row["outcome"] else { return }
        let said = found.outcome(one.fields, chosen: one.row["chosen"]?.text.flatMap(DispositionCode.init))
        #expect(said.text == outcome["text"]?.text ?? "")
        #expect(said.code.rawValue == outcome["code"]?.text)
    }

    private func texts(_ value: JSONValue?) -> [String] { value?.items.compactMap(\.text) ?? [] }

    private func members(_ found: FormJudgement) -> [JSONValue.Member] {
        found.values.map { id, value in
            var json = JSONText()
            value.write(to: &json)
            return JSONValue.Member(id, (try? JSONParser.parse(json.bytes)) ?? .null)
        }.sorted { $0.key < $1.key }
    }
}
