import NIOConcurrencyHelpers

/// Who is behind a credential, which account a slug names and what the organisation is called: asked on every request, changed rarely.
///
/// `clear()` is called after every commit that changed any of it. What was read before a clear is not kept after it.
package final class ViewerCache: Sendable {
    package static let lifetime: Int64 = 30_000
    private static let bound = 10_000

    private struct State {
        var generation: UInt64 = 0
        var viewers: [String: Kept<Viewer>] = [:]
        var accounts: [String: Kept<ChannelAccount>] = [:]
        var allAccounts: Kept<[AccountID: ChannelAccount]>?
        var organisation: Kept<Organisation>?
    }
    private struct Kept<Value: Sendable>: Sendable {
        let value: Value
        let until: Int64
    }
    private let state = NIOLockedValueBox(State())

    package init() {}

    package func clear() {
        state.withLockedValue { state in
            let next = state.generation &+ 1
            state = State()
            state.generation = next
        }
    }

    /// Take it before reading the database, and give it to `keep`.
    var generation: UInt64 { state.withLockedValue { $0.generation } }

    func viewer(_ hash: String, at now: Int64) -> Viewer? {
        state.withLockedValue { state in state.viewers[hash].flatMap { $0.until > now ? $0.value : nil } }
    }
    /// `until` is the credential's own end, if that comes sooner than the cache's.
    func keep(_ viewer: Viewer, under hash: String, at now: Int64, until end: Int64, read generation: UInt64) {
        state.withLockedValue { state in
            guard state.generation == generation else { return }
            if state.viewers.count >= Self.bound { state.viewers = state.viewers.filter { $0.value.until > now } }
            if state.viewers.count >= Self.bound { state.viewers.removeAll() }
            state.viewers[hash] = Kept(value: viewer, until: min(end, now + Self.lifetime))
        }
    }

    func account(_ key: String, at now: Int64) -> ChannelAccount? {
        state.withLockedValue { state in state.accounts[key].flatMap { $0.until > now ? $0.value : nil } }
    }
    func keep(_ account: ChannelAccount, at now: Int64, read generation: UInt64) {
        state.withLockedValue { state in
            guard state.generation == generation else { return }
            let kept = Kept(value: account, until: now + Self.lifetime)
            state.accounts[account.id.text] = kept
            state.accounts[account.slug] = kept
        }
    }

    func accounts(at now: Int64) -> [AccountID: ChannelAccount]? {
        state.withLockedValue { state in state.allAccounts.flatMap { $0.until > now ? $0.value : nil } }
    }
    func keep(_ accounts: [AccountID: ChannelAccount], at now: Int64, read generation: UInt64) {
        state.withLockedValue { state in
            guard state.generation == generation else { return }
            state.allAccounts = Kept(value: accounts, until: now + Self.lifetime)
        }
    }

    func organisation(at now: Int64) -> Organisation? {
        state.withLockedValue { state in state.organisation.flatMap { $0.until > now ? $0.value : nil } }
    }
    func keep(_ organisation: Organisation, at now: Int64, read generation: UInt64) {
        state.withLockedValue { state in
            guard state.generation == generation else { return }
            state.organisation = Kept(value: organisation, until: now + Self.lifetime)
        }
    }
}
