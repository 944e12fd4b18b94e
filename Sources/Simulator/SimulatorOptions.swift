/// What the simulator must know of the desk it stands before; handed over by the executable, never read from a database.
package struct SimulatorOptions: Sendable {
    /// A business number: what Meta's console shows its owner, and where its webhooks go.
    package struct WhatsAppLine: Sendable, Equatable {
        package var account: String
        package var alias: String
        package var phoneNumberID: String
        package var businessAccountID: String
        package var displayPhone: String
        package var accessToken: String
        package var appSecret: String
        package var verifyToken: String
        /// The webhook's address; nil is the desk's own hook for the account.
        package var hook: String?

        package init(
            account: String, alias: String, phoneNumberID: String, businessAccountID: String, displayPhone: String, accessToken: String,
            appSecret: String, verifyToken: String, hook: String? = nil
        ) {
            self.account = account
            self.alias = alias
            self.phoneNumberID = phoneNumberID
            self.businessAccountID = businessAccountID
            self.displayPhone = displayPhone
            self.accessToken = accessToken
            self.appSecret = appSecret
            self.verifyToken = verifyToken
            self.hook = hook
        }
    }

    /// An account of the API channel, by which the ringing phone tells the desk of its calls.
    package struct CallLine: Sendable, Equatable {
        package var account: String
        package var alias: String
        /// With the scope `inbound`.
        package var token: String

        package init(account: String, alias: String, token: String) {
            self.account = account
            self.alias = alias
            self.token = token
        }
    }

    /// Without a slash at its end.
    package var deskURL = "http://127.0.0.1:8080"
    package var whatsapp: [WhatsAppLine] = []
    package var calls: CallLine?
    /// The web chat's account; nil leaves its phone out.
    package var webchat: String?
    /// An API token with the scope `bot`: the scripted assistant answers with it.
    package var botToken: String?
    /// Lines whose conversations begin with the assistant.
    package var botLines: Set<String> = []
    /// Gives a line to the assistant, or takes it away; nil where that can't be done from here.
    package var setBot: (@Sendable (_ account: String, _ isOn: Bool) async throws -> Void)?
    /// Folder with what a customer sends without choosing a file: a photograph, a voice note, a document, a sticker.
    package var samples = ""
    /// Where the phones outlive a restart; nil keeps them in memory alone.
    package var keptIn: String?
    /// Customers write by themselves, calmly, while somebody looks.
    package var isCalm = false
    package var someoneLooks: @Sendable () -> Bool = { true }

    package init() {}
}
