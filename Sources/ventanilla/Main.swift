import ArgumentParser
import Desk
import Foundation
import Server
import Storage

@main
enum Main {
    static func main() async {
        let command: any ParsableCommand
        do {
            command = try Ventanilla.parseAsRoot(try Environment.arguments(Array(CommandLine.arguments.dropFirst())))
        } catch {
            Ventanilla.exit(withError: error)
        }
        do {
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                var command = command
                try command.run()
            }
        } catch {
            // Help, and wrong usage, are the parser's to word; all else is one sentence of ours.
            guard Ventanilla.exitCode(for: error) == .failure else { Ventanilla.exit(withError: error) }
            fail(Failure.sentence(for: error))
        }
    }

    private static func fail(_ sentence: String) -> Never {
        let line = "ventanilla: \(sentence.split(whereSeparator: \.isNewline).joined(separator: " "))\n"
        FileHandle.standardError.write(Data(line.utf8))
        exit(1)
    }
}

/// What went wrong, for the operator: one sentence that says what to do.
struct Failure: Error, CustomStringConvertible {
    let sentence: String
    var description: String { sentence }
    init(_ sentence: String) { self.sentence = sentence }

    static func sentence(for error: any Error) -> String {
        switch error {
        case let error as Failure: error.sentence
        case let error as DeskError: error.message.text(in: .en)
        case let error as StorageError: error.message
        case let error as OptionError: error.description
        default: "\(error)"
        }
    }
}
