import Storage

/// What a report is asked for. Times are milliseconds UTC, the end is not part of it.
package struct ReportQuery: Sendable {
    package enum Name: String, Sendable, CaseIterable { case transfers, attentions }

    package var name: Name
    package var from: Int64
    package var to: Int64
    package var campaign: CampaignID?
    package var queue: QueueID?
    package var agent: UserID?
    package var outcome: String?
    package var cursor: String?
    package var limit = 50

    /// Longer than this nobody compares: it keeps a slip of the pen from walking all history.
    package static let longest: Int64 = 731 * 86_400_000

    package init(_ name: Name, from: Int64, to: Int64) {
        self.name = name
        self.from = from
        self.to = to
    }

    package func checked() throws -> ReportQuery {
        guard from < to else { throw DeskError.invalid("from", "report.empty", "«from» debe ser anterior a «to».") }
        guard to - from <= Self.longest else {
            throw DeskError.invalid("from", "report.too_long", "El informe abarca como máximo dos años; acerca «from» y «to».")
        }
        return self
    }

    /// A place in the list: time and what tells apart those of the same time.
    func place() throws -> (at: Int64, id: String)? {
        guard let cursor else { return nil }
        let parts = cursor.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let at = Int64(parts[0]) else {
            throw DeskError.malformedCursor
        }
        return (at, String(parts[1]))
    }
}

/// One page of a report: the rows on the screen, and the same as cells of an export.
package struct ReportPage: Sendable {
    package enum Cell: Sendable, Equatable {
        case empty, text(String), number(Int64)
        /// Milliseconds UTC; shown in the organisation's time zone.
        case time(Int64)
    }
    package var json: [UInt8] = []
    package var cells: [[Cell]] = []
    package var next: String?
}

extension Desk {
    /// A report's page: of everything for supervisors and administrators, of what was theirs for agents. `cells` asks for the export's rows in place of JSON.
    package func report(_ query: ReportQuery, cells: Bool, for viewer: Viewer) async throws -> ReportPage {
        let query = try query.checked()
        return try await read { transaction in
            switch query.name {
            case .transfers: try TransferReport(query, viewer, transaction).page(cells: cells)
            case .attentions: try AttentionReport(query, viewer, transaction).page(cells: cells)
            }
        }
    }
}

/// A statement's values as they are bound.
struct ReportValues {
    private(set) var all: [SQLValue] = []
    mutating func bind(_ value: SQLValue) -> String {
        all.append(value)
        return "$\(all.count)"
    }
}
