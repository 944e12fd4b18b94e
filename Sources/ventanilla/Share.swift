import Foundation

/// Files that come with the program: beside it where it is installed, else in the checkout it was built from.
enum Share {
    static var web: String { found("Web/index.html", in: installed).map { _ in installed + "/Web" } ?? checkout + "/Web" }
    static var openAPI: String { found("openapi.yaml", in: installed) ?? checkout + "/docs/openapi.yaml" }

    private static let installed: String = {
        let program: String
        do {
            program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        } catch {
            program = CommandLine.arguments.first ?? ""
        }
        return URL(fileURLWithPath: program).deletingLastPathComponent().deletingLastPathComponent().path + "/share/ventanilla"
    }()

    private static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static func found(_ name: String, in folder: String) -> String? {
        let path = "\(folder)/\(name)"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
