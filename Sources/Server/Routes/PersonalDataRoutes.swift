import Desk
import HTTPTypes
import Hummingbird
import NIOCore

extension DeskServer {
    /// A person's right to what is held of them, and to have it removed: for administrators.
    var personalDataRoutes: [Route] {
        [
            .staff(.get, "/api/v1/contacts/{id}/personal-data") { call, me in
                try await personalArchive(of: try call.id(noun: "contact"), for: me)
            },
            .staff(.delete, "/api/v1/contacts/{id}/personal-data") { call, me in
                let confirm = try await call.optionalBody { try $0.optionalText("confirm", longest: 400) }
                let erasure = try await desk.eraseContact(try call.id(noun: "contact"), confirm: confirm ?? "", by: me)
                return .json(.accepted) { erasure.write(to: &$0) }
            },
            .staff(.get, "/api/v1/contacts/{id}/erasure") { call, me in
                let erasure = try await desk.erasure(of: try call.id(noun: "contact"), for: me)
                return .json { erasure.write(to: &$0) }
            },
        ]
    }

    /// A ZIP written as it is read: the contact, each case with its messages as lines of JSON, and the files.
    private func personalArchive(of id: ContactID, for viewer: Viewer) async throws -> Response {
        let data = try await desk.personalData(of: id, for: viewer)
        let desk = desk
        let headers: HTTPFields = [
            .contentType: "application/zip", .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"personal-data-\(id).zip\"",
        ]
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { output in
                var zip = ZipStream(), after = ""
                try await output.write(zip.begin("contact.json"))
                try await output.write(zip.add(data.head))
                try await output.write(zip.end())
                while let item = try await desk.personalCase(of: id, after: after, for: viewer) {
                    after = item.id.text
                    let folder = "cases/\(item.number)"
                    try await output.write(zip.begin("\(folder)/case.json"))
                    try await output.write(zip.add(item.json))
                    try await output.write(zip.end())
                    try await output.write(zip.begin("\(folder)/messages.jsonl"))
                    var cursor: MessageCursor?
                    repeat {
                        let page = try await desk.personalMessages(of: item.id, after: cursor, for: viewer)
                        try await output.write(zip.add(page.lines))
                        cursor = page.next
                    } while cursor != nil
                    try await output.write(zip.end())
                    for file in item.files { try await Self.add(file, folder, desk, &zip, output) }
                }
                try await output.write(zip.finish())
                try await output.finish(nil)
            })
    }

    /// A file that is lost is named in its place, and holds nobody up.
    private static func add(_ file: Attachment, _ folder: String, _ desk: Desk, _ zip: inout ZipStream, _ output: any ResponseBodyWriter)
        async throws
    {
        var output = output
        let name = file.name.replacing("/", with: "_").replacing("\\", with: "_")
        let reader: AttachmentReader
        do {
            reader = try await desk.attachments.open(file.file)
        } catch let error as DeskError where error.code == "attachment.lost" {
            try await output.write(zip.add(whole: "\(folder)/files/\(file.id) \(name).lost", ""))
            return
        }
        try await output.write(zip.begin("\(folder)/files/\(file.id) \(name)"))
        var place: Int64 = 0
        while place < file.file.size {
            let bytes = try await reader.read(at: place, count: 256 * 1024)
            guard bytes.readableBytes > 0 else { break }
            place += Int64(bytes.readableBytes)
            try await output.write(zip.add([UInt8](buffer: bytes)))
        }
        try await output.write(zip.end())
    }
}
