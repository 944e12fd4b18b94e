import Desk
import Hummingbird

extension DeskServer {
    var metricsRoutes: [Route] {
        [
            // For this machine's own collector, or with an API token from elsewhere.
            .open(.get, "/metrics") { call in
                if !OriginRule.isLoopback(host: call.address) { _ = try await gate.viewer(of: call) }
                return .text(metrics.text(gauges: try await gauges()), type: "text/plain; version=0.0.4; charset=utf-8")
            }
        ]
    }

    private func gauges() async throws -> [(name: String, help: String, kind: String, value: Double)] {
        let figures = try await desk.figures()
        return [
            ("ventanilla_streams", "Open event streams of this node.", "gauge", Double(streams.feed.streams)),
            ("ventanilla_log_lag_seconds", "How long rows of the log have waited to be shown.", "gauge", Double(streams.feed.lag) / 1000),
            ("ventanilla_jobs", "Jobs that wait or run, on all nodes.", "gauge", Double(figures.jobs)),
            ("ventanilla_job_delay_seconds", "How long the oldest due job has waited.", "gauge", Double(figures.jobDelay) / 1000),
            ("ventanilla_storage_waiting", "Writes of this node that wait for the database.", "gauge", Double(figures.waiting)),
            ("ventanilla_storage_commits_total", "Write transactions of this node.", "counter", Double(figures.commits)),
            ("ventanilla_storage_commit_seconds_total", "Time they took.", "counter", Double(figures.commitNanoseconds) / 1e9),
            ("ventanilla_storage_retries_total", "Transactions run again after a deadlock.", "counter", Double(figures.retries)),
        ]
    }
}
