// What a line of one channel must say of itself.

extension AccountSettings {
    package static let graphURL = "https://graph.facebook.com"
    package static let graphVersion = "v23.0"

    /// What nobody said and everybody means.
    mutating func complete(for channel: String) {
        guard channel == "whatsapp" else { return }
        graphURL = graphURL ?? Self.graphURL
        graphVersion = graphVersion ?? Self.graphVersion
    }
}

extension FieldCheck {
    mutating func line(_ settings: AccountSettings, of channel: String) {
        guard channel == "whatsapp" else {
            if settings.phoneNumberId != nil || settings.graphURL != nil {
                fault("settings.phoneNumberId", "settings.other", "«phoneNumberId» y «graphURL» son de las líneas de WhatsApp.")
            }
            return
        }
        if !Self.isDigits(settings.phoneNumberId ?? "") {
            fault(
                "settings.phoneNumberId", "phoneNumberId.malformed",
                "Falta «phoneNumberId», el identificador del número en Meta: solo cifras, por ejemplo 106540352242922.")
        }
        if let id = settings.businessAccountId, !Self.isDigits(id) {
            fault("settings.businessAccountId", "businessAccountId.malformed", "«businessAccountId» lleva solo cifras.")
        }
        if let url = settings.graphURL, !Self.isGraph(url) {
            fault("settings.graphURL", "graphURL.malformed", "«graphURL» debe ser como https://graph.facebook.com, sin barra al final.")
        }
        if let version = settings.graphVersion, !Self.isVersion(version) {
            fault("settings.graphVersion", "graphVersion.malformed", "«graphVersion» debe ser como v23.0.")
        }
    }

    mutating func secrets(_ secrets: [String: String], of channel: String) {
        let known = ChannelSecrets.names[channel] ?? []
        for (name, value) in secrets {
            if !known.contains(name) {
                fault("secrets.\(name)", "secrets.unknown", "Una línea de «\(channel)» no tiene el secreto «\(name)».")
            } else if value.isEmpty || value.utf8.count > 4096 || !value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
                fault("secrets.\(name)", "secrets.malformed", "«\(name)» debe tener de 1 a 4096 caracteres, sin espacios.")
            }
        }
    }

    private static func isDigits(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }
    /// The bearer token goes there: in the clear only to this machine.
    private static func isGraph(_ url: String) -> Bool {
        guard url.utf8.count <= 2000, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }), !url.hasSuffix("/"),
            !url.contains("@"),
            !url.contains("?"), !url.contains("#")
        else { return false }
        if url.hasPrefix("https://") { return url.utf8.count > "https://".utf8.count }
        return ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { here in
            url.hasPrefix(here)
                && (url.utf8.count == here.utf8.count || url.dropFirst(here.count).first == ":" || url.dropFirst(here.count).first == "/")
        }
    }
    private static func isVersion(_ text: String) -> Bool {
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return text.first == "v" && parts.count == 2 && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(\.isASCIIDigit) }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
