/// A customer in a web chat, known by a signed token: no cookie, no account, no row before the first message.
package struct Visitor: Sendable, Equatable {
    package let point: PointID
    package let account: AccountID
    package let expiresAt: Int64
    package var author: Author { .customer(point) }

    static let lifetime: Int64 = 365 * 86_400_000

    func token(_ vault: Vault) -> String {
        let payload = "\(point).\(account).\(expiresAt)"
        return "vv_\(payload).\(hex(vault.mac(Array(payload.utf8), for: "visitor")))"
    }
}

extension Desk {
    /// The visitor a token names, for this account. Throws `visitor.expired` for a token that is not ours, of another account or too old.
    package func visitor(_ token: String, _ account: ChannelAccount) throws -> Visitor {
        let refused = DeskError("visitor.expired", "La conversación de este navegador venció; vuelve a abrir el chat.")
        guard token.hasPrefix("vv_"), token.utf8.count < 300 else { throw refused }
        let parts = token.dropFirst(3).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let expires = Int64(parts[2]), UUIDText.isValid(parts[0]) else { throw refused }
        let mac = hex(vault.mac(Array("\(parts[0]).\(parts[1]).\(parts[2])".utf8), for: "visitor"))
        guard Vault.constantTimeEquals(Array(mac.utf8), Array(parts[3].utf8)), parts[1] == account.id.text, expires > now() else {
            throw refused
        }
        return Visitor(point: ID(parts[0]), account: account.id, expiresAt: expires)
    }
}
