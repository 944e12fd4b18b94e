import Hummingbird
import NIOConcurrencyHelpers
import NIOCore

/// What one request carries through the middleware to its route.
package struct Context: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package let channel: any Channel
    package let requestID = "\(RequestID())"
    package let trace = Trace()

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// What the log line of a request says beyond its head; filled in on the way down.
package final class Trace: Sendable {
    private let user = NIOLockedValueBox<String?>(nil)
    package var userID: String? {
        get { user.withLockedValue { $0 } }
        set { user.withLockedValue { $0 = newValue } }
    }
}
