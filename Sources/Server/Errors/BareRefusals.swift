import Desk
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Hummingbird itself answers what is no HTTP, above all routes and middleware, with 400 and no body: here it gets its problem document.
/// It is known by the id that every answer of ours carries. What such a client speaks is unknown, so it is told in the source's language.
final class BareRefusals: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let security: SecurityHeaders
    private var body: ByteBuffer?

    init(security: SecurityHeaders) { self.security = security }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status == .badRequest && head.headerFields[Envelope.requestID] == nil:
            let id = "\(RequestID())"
            let refusal = DeskError("request.malformed", "La petición no es HTTP válido; la conexión se cierra.")
            let (fields, bytes) = Problem.parts(refusal, id: id, in: .es)
            var bare = head
            for field in fields { bare.headerFields[field.name] = field.value }
            bare.headerFields[.contentLength] = "\(bytes.count)"
            bare.headerFields[Envelope.requestID] = id
            security.add(to: &bare.headerFields)
            body = ByteBuffer(bytes: bytes)
            context.write(wrapOutboundOut(.head(bare)), promise: promise)
        case .end where body != nil:
            if let body { context.write(wrapOutboundOut(.body(body)), promise: nil) }
            body = nil
            context.write(data, promise: promise)
        default: context.write(data, promise: promise)
        }
    }
}
