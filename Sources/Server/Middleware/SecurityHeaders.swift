import HTTPTypes
import Hummingbird

/// What every answer says to the browser. A route that is stricter (attachments) brings its own policy.
struct SecurityHeaders: Sendable {
    static let contentPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; \
        worker-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'
        """

    private let fixed: [HTTPField]

    init(isTLS: Bool) {
        var fields: HTTPFields = [
            .xContentTypeOptions: "nosniff",
            HTTPField.Name(known: "Referrer-Policy"): "strict-origin-when-cross-origin",
            HTTPField.Name(known: "Permissions-Policy"): "microphone=(self), camera=(), geolocation=(), payment=(), usb=()",
            HTTPField.Name(known: "Cross-Origin-Opener-Policy"): "same-origin",
        ]
        if isTLS { fields[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        fixed = Array(fields)
    }

    func add(to headers: inout HTTPFields) {
        if headers[.contentSecurityPolicy] == nil { headers[.contentSecurityPolicy] = Self.contentPolicy }
        if headers[Self.resourcePolicy] == nil { headers[Self.resourcePolicy] = "same-origin" }
        for field in fixed where headers[field.name] == nil { headers.append(field) }
    }

    static let resourcePolicy = HTTPField.Name(known: "Cross-Origin-Resource-Policy")
}

extension HTTPField.Name {
    /// A name written in the source.
    init(known text: StaticString) {
        guard let name = HTTPField.Name("\(text)") else { preconditionFailure("\(text) is no header name") }
        self = name
    }
}
