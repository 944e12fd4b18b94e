import Desk
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// Around every route: its id, problem documents for whatever it throws, security headers, the log line and the figures.
struct Envelope: RouterMiddleware {
    let security: SecurityHeaders
    let crossOrigin: CrossOrigin
    let metrics: Metrics
    let table: RouteTable

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        let started = Clock.monotonic()
        let id = context.requestID
        var response: Response
        if let preflight = await crossOrigin.preflight(request) {
            response = preflight
        } else {
            do {
                response = try await next(request, context)
            } catch let error as HTTPParserError {
                throw error  // The request is no HTTP to its end: Hummingbird answers 400 and closes.
            } catch {
                response = refusal(of: error, request, context, id)
            }
            if let more = await crossOrigin.headers(for: request) {
                for field in more { response.headers[field.name] = field.value }
            }
        }
        security.add(to: &response.headers)
        response.headers[Self.requestID] = id
        let route = context.endpointPath.flatMap { $0 == "NotFound" ? nil : $0 } ?? "-"
        let took = Clock.monotonic() - started
        metrics.count(request.method, route, response.status.code, took)
        log(request, context, route, response.status.code, took, id)
        return response
    }

    private func refusal(of error: any Error, _ request: Request, _ context: Context, _ id: String) -> Response {
        let language = context.trace.language ?? Language(accepted: request.headers[.acceptLanguage]) ?? .es
        switch error {
        case let error as DeskError:
            return Problem.response(error, id: id, in: language)
        case let error as HTTPError where error.status == .notFound:
            let allowed = table.methods(at: request.uri.path)
            guard !allowed.isEmpty else { return Problem.response(.noRoute, id: id, in: language) }
            let names = allowed.map(\.rawValue).joined(separator: ", ")
            return Problem.response(
                DeskError("route.method", "Aquí sólo se admite \(names)."), id: id, in: language, allow: allowed)
        case is NIOTooManyBytesError:
            return Problem.response(Call.tooLarge(Call.jsonLimit), id: id, in: language)
        default:
            context.logger.error(
                "unforeseen error",
                metadata: [
                    "id": "\(id)", "route": "\(context.endpointPath ?? "-")", "error": "\(String(reflecting: type(of: error))): \(error)",
                ])
            return Problem.response(Problem.unforeseen(id: id), id: id, in: language)
        }
    }

    /// Never the address with its query, a header or a body: they may hold secrets or what customers wrote.
    private func log(_ request: Request, _ context: Context, _ route: String, _ status: Int, _ took: Int64, _ id: String) {
        context.logger.log(
            level: status >= 500 ? .warning : status >= 400 ? .notice : .info, "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(route)", "status": "\(status)", "microseconds": "\(took / 1000)",
                "id": "\(id)", "user": "\(context.trace.userID ?? "-")",
            ])
    }

    static let requestID = HTTPField.Name(known: "X-Request-Id")
}
