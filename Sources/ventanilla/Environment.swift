import ArgumentParser
import Foundation

/// Every option of every command is also a variable: `--public-url` is `VENTANILLA_PUBLIC_URL`. What stands on the command line wins.
enum Environment {
    /// The arguments with what the environment adds, put right after the command's name.
    static func arguments(_ given: [String], _ variables: [String: String] = ProcessInfo.processInfo.environment) throws -> [String] {
        var command: any ParsableCommand.Type = Ventanilla.self
        var place = 0
        while place < given.count, let next = command.configuration.subcommands.first(where: { $0._commandName == given[place] }) {
            command = next
            place += 1
        }
        guard command.configuration.subcommands.isEmpty else { return given }
        let taken = Set(
            given[place...].prefix { $0 != "--" }.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2).prefix { $0 != "=" }) })
        let more = try options(of: command).filter { !taken.contains($0.name) }.flatMap { try added($0, variables) }
        return given[..<place] + more + given[place...]
    }

    private struct Option {
        let name: String
        let isFlag: Bool
        let isRepeating: Bool
    }

    private static func added(_ option: Option, _ variables: [String: String]) throws -> [String] {
        let variable = "VENTANILLA_" + option.name.uppercased().replacing("-", with: "_")
        let alias = option.name == "database" ? variables["DATABASE_URL"] : nil
        guard let value = [variables[variable], alias].compactMap({ $0 }).first(where: { !$0.isEmpty }) else { return [] }
        if option.isFlag {
            switch value.lowercased() {
            case "1", "true", "yes": return ["--\(option.name)"]
            case "0", "false", "no": return []
            default: throw ValidationError("\(variable) must be true or false, not \"\(value)\"")
            }
        }
        let values = option.isRepeating ? value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } : [value]
        return values.map { "--\(option.name)=\($0)" }
    }

    /// The parser's own description of a command: the only list of options there is.
    private static func options(of command: any ParsableCommand.Type) throws -> [Option] {
        struct Description: Decodable {
            struct Command: Decodable { let arguments: [Argument]? }
            struct Argument: Decodable {
                struct Name: Decodable { let name: String }
                let kind: String
                let isRepeating: Bool
                let preferredName: Name?
            }
            let command: Command
        }
        let description = try JSONDecoder().decode(Description.self, from: Data(command._dumpHelp().utf8))
        return (description.command.arguments ?? []).compactMap { argument in
            guard argument.kind != "positional", let name = argument.preferredName?.name, name != "help", name != "version" else {
                return nil
            }
            return Option(name: name, isFlag: argument.kind == "flag", isRepeating: argument.isRepeating)
        }
    }
}
