import Desk
import Hummingbird
import NIOConcurrencyHelpers
import NIOCore

/// What one request carries through the middleware to its route.
package struct Context: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package let channel: any NIOCore.Channel
    package let requestID = "\(RequestID())"
    package let trace = Trace()

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// Who a request turned out to be from: for its log line and the language of its refusal; filled in on the way down.
package final class Trace: Sendable {
    private let viewer = NIOLockedValueBox<Viewer?>(nil)
    package var userID: String? { viewer.withLockedValue { $0?.id.text } }
    /// Of whoever is signed in; nil before that is known.
    var language: Language? { viewer.withLockedValue { $0.flatMap { Language(rawValue: $0.locale) } } }

    package func isOf(_ viewer: Viewer) { self.viewer.withLockedValue { $0 = viewer } }
}
