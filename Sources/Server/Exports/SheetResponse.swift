import Desk
import HTTPTypes
import Hummingbird

/// What a list is asked for as a file.
enum SheetFormat {
    case csv, xlsx

    /// Nil where the caller takes JSON.
    init?(of call: Call) {
        let accepted = call.request.headers[.accept]?.lowercased() ?? ""
        if accepted.contains("text/csv") {
            self = .csv
        } else if accepted.contains("spreadsheetml.sheet") {
            self = .xlsx
        } else {
            return nil
        }
    }
}

extension DeskServer {
    /// All pages of a list as one file, written as they are read, so that its size is no matter. The first is read before the head is
    /// sent: what is wrong with the question is told as for any other.
    func sheet(
        _ format: SheetFormat, name: String, title: String, headings: [String],
        page: @escaping @Sendable (String?) async throws -> ReportPage
    ) async throws -> Response {
        let organisation = try await desk.organisation()
        let first = try await page(nil)
        switch format {
        case .csv: return sheet(name, headings, first, page) { CSVWriter(organisation: organisation) }
        case .xlsx: return sheet(name, headings, first, page) { XLSXWriter(organisation: organisation, title: title) }
        }
    }

    private func sheet<Writer: SheetWriter>(
        _ name: String, _ headings: [String], _ first: ReportPage, _ page: @escaping @Sendable (String?) async throws -> ReportPage,
        _ make: @escaping @Sendable () -> Writer
    ) -> Response {
        let headers: HTTPFields = [
            .contentType: Writer.type, .cacheControl: "no-store", .contentDisposition: "attachment; filename=\"\(name).\(Writer.suffix)\"",
        ]
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { output in
                var writer = make()
                try await output.write(writer.begin(headings))
                try await output.write(writer.add(first.cells))
                var next = first.next
                while let cursor = next {
                    let more = try await page(cursor)
                    try await output.write(writer.add(more.cells))
                    next = more.next
                }
                try await output.write(writer.end())
                try await output.finish(nil)
            })
    }
}
