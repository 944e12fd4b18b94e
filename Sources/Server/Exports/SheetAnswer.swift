import Desk
import HTTPTypes
import Hummingbird

/// What a list is asked for as, by `Accept`: nil for JSON.
enum SheetFormat {
    case csv, xlsx

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
    typealias SheetPages = @Sendable (_ cursor: String?) async throws -> (rows: [[ReportPage.Cell]], next: String?)

    /// A list as a file, written page by page as it is read. The first page is read before the head leaves, so that a refusal is still one.
    func sheetAnswer(_ format: SheetFormat, name: String, title: String, headings: [String], _ pages: @escaping SheetPages) async throws
        -> Response
    {
        let organisation = try await desk.organisation()
        return switch format {
        case .csv: try await Self.sheet(name, headings, pages) { CSVWriter(organisation: organisation) }
        case .xlsx: try await Self.sheet(name, headings, pages) { XLSXWriter(organisation: organisation, title: title) }
        }
    }

    private static func sheet<Writer: SheetWriter>(
        _ name: String, _ headings: [String], _ pages: @escaping SheetPages, _ make: @escaping @Sendable () -> Writer
    ) async throws -> Response {
        let first = try await pages(nil)
        let headers: HTTPFields = [
            .contentType: Writer.type, .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"\(name).\(Writer.suffix)\"",
        ]
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { output in
                var writer = make(), page = first
                try await output.write(writer.begin(headings))
                try await output.write(writer.add(page.rows))
                while let cursor = page.next {
                    page = try await pages(cursor)
                    try await output.write(writer.add(page.rows))
                }
                try await output.write(writer.end())
                try await output.finish(nil)
            })
    }
}
