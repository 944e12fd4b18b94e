import HTTPTypes
import NIOConcurrencyHelpers

/// What Prometheus asks for, counted where it happens.
package final class Metrics: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }
    private struct Total {
        var count = 0
        var nanoseconds: Int64 = 0
    }

    private let requests = NIOLockedValueBox<[Key: Total]>([:])

    package init() {}

    /// `route` is the template, never the address: their number is fixed.
    func count(_ method: HTTPRequest.Method, _ route: String, _ status: Int, _ nanoseconds: Int64) {
        let known = Self.methods.contains(method) ? method.rawValue : "other"
        requests.withLockedValue { requests in
            let key = Key(method: known, route: route, status: status)
            requests[key, default: Total()].count += 1
            requests[key, default: Total()].nanoseconds += nanoseconds
        }
    }

    /// Prometheus text: requests, then `gauges` given by whoever holds them.
    package func text(gauges: [(name: String, help: String, kind: String, value: Double)]) -> String {
        var lines = [
            "# HELP ventanilla_http_requests_total Requests answered.", "# TYPE ventanilla_http_requests_total counter",
        ]
        var durations = [
            "# HELP ventanilla_http_request_seconds_total Time spent answering, without the body's way to the client.",
            "# TYPE ventanilla_http_request_seconds_total counter",
        ]
        let all = requests.withLockedValue { $0 }
        for (key, total) in all.sorted(by: { ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status) })
        {
            let labels = "{method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\"}"
            lines.append("ventanilla_http_requests_total\(labels) \(total.count)")
            durations.append("ventanilla_http_request_seconds_total\(labels) \(Double(total.nanoseconds) / 1e9)")
        }
        lines += durations
        for gauge in gauges {
            lines += ["# HELP \(gauge.name) \(gauge.help)", "# TYPE \(gauge.name) \(gauge.kind)", "\(gauge.name) \(gauge.value)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
}
