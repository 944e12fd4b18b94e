import Desk
import Foundation
import NIOCore
import NIOPosix

/// Turns what a browser recorded into what voice notes must be: Ogg, Opus, one channel. By `ffmpeg`, in a process of its own.
package struct VoiceNote: Sendable {
    /// Its own: a long recording must not keep files and names waiting.
    private static let threads: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        return threads
    }()
    private let program: String?
    private let seconds: Int

    /// `program` is `ffmpeg` on the path unless given.
    package init(program: String? = nil, seconds: Int = 40) {
        self.program = program ?? Self.find("ffmpeg")
        self.seconds = seconds
    }

    /// Throws `SendFailure.refused` where it is no sound that can be read, or ffmpeg is missing.
    package func convert(_ reader: AttachmentReader) async throws -> [UInt8] {
        let source = Array(try await reader.read(at: 0, count: Int(reader.size)).readableBytesView)
        if OggAudio.isMonoOpus(head: Array(source.prefix(1024))) { return source }
        guard let format = Self.format(of: Array(source.prefix(16))) else {
            throw SendFailure.refused(reason: "La grabación no tiene un formato de audio conocido.")
        }
        guard let program else {
            throw SendFailure.refused(reason: "Este servidor no tiene ffmpeg, que convierte las notas de voz; avisa a un administrador.")
        }
        let seconds = seconds
        return try await Self.threads.runIfActive { try Self.run(program, format, source, seconds) }
    }

    /// By its first bytes, never by its name: ffmpeg is told what to read, so that a disguised playlist can't make it open other files.
    static func format(of head: [UInt8]) -> String? {
        if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return "matroska" }
        if head.starts(with: "OggS".utf8) { return "ogg" }
        if head.dropFirst(4).starts(with: "ftyp".utf8) { return "mov" }
        if head.starts(with: "RIFF".utf8), head.dropFirst(8).starts(with: "WAVE".utf8) { return "wav" }
        if head.starts(with: "ID3".utf8) { return "mp3" }
        if head.starts(with: "#!AMR".utf8) { return "amr" }
        guard head.count > 1, head[0] == 0xFF else { return nil }
        if head[1] & 0xF6 == 0xF0 { return "aac" }
        return head[1] & 0xE0 == 0xE0 ? "mp3" : nil
    }

    private static func run(_ program: String, _ format: String, _ source: [UInt8], _ seconds: Int) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voz-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appendingPathComponent("entrada"), output = folder.appendingPathComponent("nota.ogg")
        try Data(source).write(to: input)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            ["-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "file", "-f", format, "-i", input.path]
            + [
                "-map", "0:a:0", "-map_metadata", "-1", "-ac", "1", "-ar", "48000", "-c:a", "libopus", "-b:a", "32k", "-application",
                "voip",
            ]
            + ["-threads", "1", "-fs", "\(16 * 1_048_576)", "-f", "ogg", output.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let isOver = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in isOver.signal() }
        do { try process.run() } catch {
            throw SendFailure.refused(reason: "ffmpeg no se puede ejecutar en este servidor; avisa a un administrador.")
        }
        if isOver.wait(timeout: .now() + .seconds(seconds)) == .timedOut {
            process.terminate()
            if isOver.wait(timeout: .now() + .seconds(2)) == .timedOut { kill(process.processIdentifier, SIGKILL) }
            throw SendFailure.refused(reason: "La grabación no se pudo convertir a tiempo.")
        }
        guard process.terminationStatus == 0, let made = try? Data(contentsOf: output), !made.isEmpty else {
            throw SendFailure.refused(reason: "La grabación no se pudo convertir en nota de voz; grábala de nuevo.")
        }
        return Array(made)
    }

    private static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
