import Logging

/// A newcomer meets a living desk: a few customers write, slowly, and answer when they are answered.
extension Simulator {
    /// Nobody new writes while this many wait for an answer, so an unattended demo stands still after four cases.
    static let mostWaiting = 4
    /// Conversations begun in one run of the program.
    static let mostBegun = 150
    /// The same customer has something new to say only after this.
    static let rest: Int64 = 20 * 60_000

    func playCalmly() async {
        var begun = 0
        while await pause(milliseconds: .random(in: 9_000...24_000)), begun < Self.mostBegun {
            guard change({ $0.isCalm && !$0.lines.isEmpty }), options.someoneLooks() else { continue }
            do {
                if try beginStory() { begun += 1 }
            } catch {
                log.notice("a customer of the demo could not write", metadata: ["error": "\(error)"])
            }
        }
    }

    /// True when somebody began.
    func beginStory() throws -> Bool {
        let now = now()
        let story: Story? = change { stage in
            let cast = stage.phones.values.filter(\.isAutomatic)
            let waiting = cast.filter { $0.messages.last?.isMine == true && stage.threads[$0.id] != nil }
            guard waiting.count < Self.mostWaiting else { return nil }
            let free = Story.all.filter { story in
                guard let phone = stage.phones.values.first(where: { $0.number == story.number }) else { return true }
                return phone.isAutomatic && stage.threads[phone.id] == nil && now - phone.touchedAt > Self.rest
            }
            return free.randomElement()
        }
        guard let story else { return false }
        let phone = try addPhone(["name": JSON(story.name), "number": JSON(story.number), "automatic": true])
        change { $0.threads[phone.id] = Stage.Thread(story: story.number, next: 0) }
        try sayNext(on: phone.id)
        return true
    }

    /// The customer has read an answer: the next line follows, after a while.
    func answerByItself(_ phone: Phone, to message: PhoneMessage) async {
        guard change({ $0.threads[phone.id] }) != nil, await pause(milliseconds: .random(in: 3_000...9_000)) else { return }
        // Another answer came meanwhile: the line follows that one.
        guard change({ $0.phones[phone.id]?.messages.last?.id }) == message.id else { return }
        do {
            try sayNext(on: phone.id)
        } catch {
            log.notice("a customer of the demo could not answer", metadata: ["error": "\(error)"])
        }
    }

    private func sayNext(on phone: String) throws {
        let line: Story.Line? = change { stage in
            guard let thread = stage.threads[phone], let story = Story.all.first(where: { $0.number == thread.story }),
                thread.next < story.lines.count
            else { return nil }
            stage.threads[phone] = thread.next + 1 < story.lines.count ? Stage.Thread(story: story.number, next: thread.next + 1) : nil
            return story.lines[thread.next]
        }
        guard let line else { return }
        try write(try writing(of: line, on: phone), on: phone)
    }

    private func writing(of line: Story.Line, on phone: String) throws -> Writing {
        switch line {
        case .text(let text): return Writing(text: text)
        case .photo(let caption):
            return try Writing(["kind": "image", "file": JSON(try sample("photo").id), "text": JSON(caption)])
        case .voice: return try Writing(["kind": "audio", "file": JSON(try sample("voice").id), "voice": true])
        case .sticker: return try Writing(["kind": "sticker", "file": JSON(try sample("sticker").id)])
        case .place(let name, let address, let latitude, let longitude):
            return try Writing([
                "kind": "location",
                "location": [
                    "latitude": .double(latitude), "longitude": .double(longitude), "name": JSON(name), "address": JSON(address),
                ],
            ])
        case .reaction(let emoji):
            let last = change { $0.phones[phone]?.messages.last { !$0.isMine }?.id }
            guard let last else { return Writing(text: emoji) }
            return try Writing(["kind": "reaction", "emoji": JSON(emoji), "replyTo": JSON(last)])
        }
    }
}
