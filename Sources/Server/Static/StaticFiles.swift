import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOConcurrencyHelpers
import NIOCore

/// The web client's files, read into memory at start. Only names found then can be asked for: no path leaves the folder.
package final class StaticFiles: Sendable {
    private let folder: String
    /// Files are looked at again on every request: for those who work on them.
    private let isWatched: Bool
    private let assets: NIOLockedValueBox<[String: Asset]>

    package init(folder: String, isWatched: Bool) throws {
        self.folder = folder
        self.isWatched = isWatched
        assets = NIOLockedValueBox(try Self.read(folder))
    }

    /// `name` is relative to the folder. Nil when there is no such file.
    func response(_ name: String, to request: Request) throws -> Response? {
        guard let asset = try asset(name) else { return nil }
        var headers: HTTPFields = [
            .contentType: asset.type, .eTag: asset.etag, .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        if Self.holds(request.headers[.ifNoneMatch], asset.etag) {
            return Response(status: .notModified, headers: headers)
        }
        var body = asset.plain
        if let packed = asset.packed, Self.acceptsGzip(request.headers[.acceptEncoding]) {
            headers[.contentEncoding] = "gzip"
            body = packed
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    /// Changes with any of the files: a page that was loaded under another one is old.
    func revision() throws -> String {
        if isWatched {
            let fresh = try Self.read(folder)
            assets.withLockedValue { $0 = fresh }
        }
        let tags = assets.withLockedValue { held in held.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.etag)" } }
        return SHA256.hash(data: Array(tags.joined(separator: "\n").utf8)).prefix(8).map { String($0, radix: 16) }.joined()
    }

    private func asset(_ name: String) throws -> Asset? {
        let held = assets.withLockedValue { $0[name] }
        guard isWatched else { return held }
        if let held, !held.isStale("\(folder)/\(name)") { return held }
        let fresh = try Self.read(folder)
        assets.withLockedValue { $0 = fresh }
        return fresh[name]
    }

    private static func read(_ folder: String) throws -> [String: Asset] {
        var assets: [String: Asset] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let path = "\(folder)/\(name)"
            let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
            var isFolder: ObjCBool = false
            guard !isHidden, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
            assets[name] = try Asset(path: path)
        }
        return assets
    }

    private static func holds(_ header: String?, _ etag: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { tag in
            let tag = tag.trimmingWhitespace()
            return tag == "*" || tag == etag || tag.hasPrefix("W/") && tag.dropFirst(2) == etag
        }
    }

    private static func acceptsGzip(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.trimmingWhitespace().lowercased() }
            guard parts.first == "gzip" || parts.first == "*" else { return false }
            return !parts.dropFirst().contains { $0 == "q=0" || $0.hasPrefix("q=0.0") && Double($0.dropFirst(2)) == 0 }
        }
    }
}
