import Storage

extension Change {
    /// Throws `window.closed` where the channel takes nothing more from us until the customer writes again.
    func requireOpenWindow(until end: Int64, on channel: String, _ abilities: Abilities) throws {
        guard abilities.window > 0, end <= now else { return }
        throw DeskError(
            "window.closed",
            end > 0
                ? "La ventana de \(abilities.window / 3_600_000) horas se cerró: el canal no admite más mensajes hasta que el cliente vuelva a escribir."
                : "El cliente todavía no ha escrito por esta línea: el canal no admite que le escribas primero.",
            extra: ["endsAt": end > 0 ? "\"\(Timestamp.text(end))\"" : "null"])
    }

    func windowEnds(account: AccountID, point: PointID, _ abilities: Abilities) throws -> Int64 {
        try transaction.windowEnds(account: account, point: point, abilities)
    }
}

extension Storage.Transaction {
    /// When the window of one line and address ends; 0 if the customer never wrote there.
    func windowEnds(account: AccountID, point: PointID, _ abilities: Abilities) throws -> Int64 {
        guard abilities.window > 0 else { return 0 }
        let newest = try first(
            "select at from message where point_id = $1 and account_id = $2 and direction = 'in' order by at desc, place desc limit 1",
            [.text(point.text), .text(account.text)]
        ) { $0.int(0) }
        return newest.map { $0 + abilities.window } ?? 0
    }
}
