import CArgon2
import NIOConcurrencyHelpers
import NIOPosix

/// Argon2id on threads of its own: each guess takes 19 MiB and some 40 ms, so only a few run at once and only so many may wait.
package final class PasswordHasher: Sendable {
    private static let queueBound = 64

    let brake = SignInBrake()
    private let pool: NIOThreadPool
    private let memoryKiB: UInt32
    private let iterations: UInt32
    private let waiting = NIOLockedValueBox(0)

    package init(threads: Int = 2, memoryKiB: Int = 19_456, iterations: Int = 2) {
        self.memoryKiB = UInt32(memoryKiB)
        self.iterations = UInt32(iterations)
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }
    deinit { pool.shutdownGracefully { _ in } }

    /// The PHC string to store. Throws `busy` when too many wait.
    package func hash(_ password: String) async throws -> String {
        let iterations = iterations, memoryKiB = memoryKiB
        return try await run {
            var salt = [UInt8](repeating: 0, count: 16)
            for index in salt.indices { salt[index] = UInt8.random(in: 0...255) }
            var encoded = [CChar](repeating: 0, count: argon2_encodedlen(iterations, memoryKiB, 1, 16, 32, Argon2_id))
            let code = argon2id_hash_encoded(
                iterations, memoryKiB, 1, password, password.utf8.count, salt, salt.count, 32, &encoded, encoded.count)
            guard code == ARGON2_OK.rawValue else { throw Self.failure(code) }
            return String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    package func verify(_ password: String, _ phc: String) async throws -> Bool {
        try await run {
            switch argon2id_verify(phc, password, password.utf8.count) {
            case ARGON2_OK.rawValue: true
            case ARGON2_VERIFY_MISMATCH.rawValue: false
            case let code: throw Self.failure(code)
            }
        }
    }

    private func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        let isCrowded = waiting.withLockedValue { waiting in
            if waiting >= Self.queueBound { return true }
            waiting += 1
            return false
        }
        if isCrowded {
            throw DeskError("busy", "Hay demasiados ingresos a la vez; intenta de nuevo en unos segundos.", extra: ["retryAfter": "5"])
        }
        defer { waiting.withLockedValue { $0 -= 1 } }
        return try await pool.runIfActive(body)
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }
    private static func failure(_ code: CInt) -> Failure {
        Failure(description: "argon2: \(argon2_error_message(code).map { String(cString: $0) } ?? "error \(code)")")
    }
}
