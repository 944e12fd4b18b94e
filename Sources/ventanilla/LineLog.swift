import Desk
import Glibc
import Logging

/// One line per event on standard error, `time level label message key=value…`, written in one system call.
struct LineLog: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(label: String, level: Logger.Level) {
        self.label = label
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        write(event.level, event.message, event.metadata)
    }

    private func write(_ level: Logger.Level, _ message: Logger.Message, _ more: Logger.Metadata?) {
        var line = "\(Timestamp.text(Clock.wall())) \(level.rawValue) \(label) \(Self.plain("\(message)"))"
        for (key, value) in (more ?? [:]).sorted(by: { $0.key < $1.key }) { line += " \(key)=\(Self.quoted("\(value)"))" }
        line += "\n"
        line.withUTF8 { bytes in
            // A log that can't be written must not stop the desk.
            _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }

    private static func quoted(_ text: String) -> String {
        text.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "\"") } || text.isEmpty
            ? "\"\(plain(text).replacing("\"", with: "'"))\"" : text
    }

    private static func plain(_ text: String) -> String {
        text.unicodeScalars.contains { $0.value < 0x20 } ? String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }) : text
    }
}
