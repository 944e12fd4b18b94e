extension Desk {
    /// The provider's question before it delivers: the answer it wants to hear. Throws `signature.refused`, `account.not_found`.
    package func greet(_ query: [String: String], channel name: String, account reference: String) async throws -> String {
        let account = try await account(reference)
        guard account.channel == name else { throw DeskError("account.not_found", "La cuenta «\(account.slug)» no es de «\(name)».") }
        return try channels.channel(name).answer(to: query, secret: try await secret(of: account))
    }
}
