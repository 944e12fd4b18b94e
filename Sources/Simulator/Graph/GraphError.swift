/// An error as the Graph words it: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
struct GraphError: Error, Equatable {
    let code: Int
    var subcode: Int?
    let message: String
    var details: String?

    init(_ code: Int, _ message: String, subcode: Int? = nil, details: String? = nil) {
        self.code = code
        self.subcode = subcode
        self.message = message
        self.details = details
    }

    /// An error chosen by its code alone.
    init(code: Int) {
        let known = Self.known[code]
        self.init(code, "(#\(code)) \(known?.title ?? "Unknown error")", details: known?.details)
    }

    var status: Int { Self.known[code]?.status ?? (code >= 200 && code < 300 ? 403 : 400) }
    var isPassing: Bool { [1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004, 133016].contains(code) }

    var json: JSON {
        [
            "error": .of([
                "message": JSON(message), "type": "OAuthException", "code": JSON(code), "error_subcode": subcode.map { JSON($0) },
                "is_transient": isPassing ? true : nil,
                "error_data": details.map { ["messaging_product": "whatsapp", "details": JSON($0)] }, "fbtrace_id": JSON(Ids.trace()),
            ])
        ]
    }

    /// The same in a `failed` status.
    var inStatus: JSON {
        let title = Self.known[code]?.title ?? message
        return .of([
            "code": JSON(code), "title": JSON(title), "message": JSON(title), "error_data": ["details": JSON(details ?? message)],
            "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
        ])
    }

    static let token = GraphError(190, "Invalid OAuth access token - Cannot parse access token")

    static func unknownObject(_ id: String, _ method: String) -> GraphError {
        GraphError(
            100,
            "Unsupported \(method) request. Object with ID '\(id)' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
            subcode: 33)
    }
    static func required(_ parameter: String) -> GraphError { GraphError(100, "(#100) The parameter \(parameter) is required.") }
    static func missing(_ details: String) -> GraphError {
        GraphError(131008, "(#131008) Required parameter is missing", details: details)
    }
    static func value(_ details: String) -> GraphError { GraphError(131009, "(#131009) Parameter value is not valid", details: details) }
    static func unexpected(_ key: String, on parameter: String) -> GraphError {
        GraphError(100, "(#100) Unexpected key \"\(key)\" on param \"\(parameter)\".")
    }
    static func tooLong(_ parameter: String, _ most: Int) -> GraphError {
        GraphError(100, "(#100) Param \(parameter) must be at most \(most) characters long.")
    }
    static let windowOver = GraphError(
        131047, "(#131047) Re-engagement message",
        details:
            "Message failed to send because more than 24 hours have passed since the customer last replied to this number.")

    private static let known: [Int: (status: Int, title: String, details: String?)] = [
        0: (401, "AuthException", nil), 1: (400, "API Unknown", nil), 2: (503, "API Service", nil), 3: (500, "API Method", nil),
        4: (400, "API Too Many Calls", nil), 10: (403, "Permission Denied", nil), 33: (400, "Parameter value is not valid", nil),
        100: (400, "Invalid parameter", nil), 190: (401, "Access token has expired", nil),
        368: (403, "Temporarily blocked for policies violations", nil), 80007: (400, "Rate limit issues", nil),
        130429: (
            400, "Rate limit hit",
            "Message failed to send because there were too many messages sent from this phone number in a short period of time."
        ),
        130472: (
            400, "User's number is part of an experiment",
            "Failed to send message because this user's phone number is part of an experiment"
        ),
        130497: (403, "Business account is restricted from messaging users in this country.", nil),
        131000: (500, "Something went wrong", "Message failed to send due to an unknown error. Try again."),
        131005: (403, "Access denied", nil), 131008: (400, "Required parameter is missing", nil),
        131009: (400, "Parameter value is not valid", nil), 131016: (500, "Service unavailable", "A service is temporarily unavailable."),
        131021: (400, "Recipient cannot be sender", "Sender and recipient phone number is the same."),
        131026: (400, "Message undeliverable", "Message Undeliverable."),
        131031: (403, "Business Account locked", nil),
        131042: (400, "Business eligibility payment issue", nil), 131045: (500, "Incorrect certificate", nil),
        131047: (400, "Re-engagement message", windowOver.details),
        131048: (
            400, "Spam rate limit hit",
            "Message failed to send because there are restrictions on how many messages can be sent from this phone number."
        ),
        131049: (400, "Meta chose not to deliver", "This message was not delivered to maintain healthy ecosystem engagement."),
        131051: (400, "Unsupported message type", nil),
        131052: (400, "Media download error", "Unable to download the media sent by the user."),
        131053: (400, "Media upload error", "Unable to upload the media used in the message."),
        131056: (400, "(Business Account, Consumer Account) pair rate limit hit", nil), 131057: (500, "Account in maintenance mode", nil),
        132000: (400, "Template Param Count Mismatch", nil), 132001: (404, "Template does not exist", nil),
        133004: (503, "Server Temporarily Unavailable", nil), 133010: (400, "Phone number Not Registered", nil),
        133016: (400, "Account register deregister rate limit exceeded", nil),
    ]
}
