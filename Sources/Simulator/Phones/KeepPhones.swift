import Foundation
import Logging

/// The customers outlive a restart, so that a conversation of yesterday can go on; their media don't.
extension Simulator {
    private struct Kept: Codable {
        let phones: [Phone]
    }

    func restorePhones() {
        guard let path = options.keptIn, FileManager.default.fileExists(atPath: path) else { return }
        do {
            let kept = try JSONDecoder().decode(Kept.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
            change { stage in
                for phone in kept.phones where stage.phones[phone.id] == nil { stage.phones[phone.id] = phone }
            }
        } catch {
            log.warning("the simulator's phones could not be read and begin anew", metadata: ["file": "\(path)", "error": "\(error)"])
        }
    }

    /// Every few seconds in which something changed.
    func keepPhones() async {
        var kept = 0
        while await pause(milliseconds: 5_000) {
            let revision = change { $0.revision }
            if revision != kept { savePhones() }
            kept = revision
        }
    }

    func savePhones() {
        guard let path = options.keptIn else { return }
        let phones = change { $0.phones.values.sorted { $0.touchedAt > $1.touchedAt }.prefix(200) }
        do {
            try JSONEncoder().encode(Kept(phones: Array(phones))).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            log.warning("the simulator's phones could not be kept", metadata: ["file": "\(path)", "error": "\(error)"])
        }
    }
}
