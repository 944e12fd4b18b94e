import Testing

@testable import Simulator

@Suite struct JSONTests {
    @Test("Meta's servers escape whatever is not ASCII, in lower case, and slashes")
    func meta() {
        let json: JSON = ["text": ["body": "Ñandú 😟 \"a/b\"\n"]]
        #expect(json.text(.meta) == #"{"text":{"body":"\u00d1and\u00fa \ud83d\ude1f \"a\/b\"\n"}}"#)
        #expect(json.text() == #"{"text":{"body":"Ñandú 😟 \"a/b\"\n"}}"#)
    }

    @Test func readsWhatItWrites() throws {
        let json: JSON = ["a": [1, true, .null, "é", .double(1.5)]]
        #expect(try JSON.parse(json.bytes(.meta)) == json)
        #expect(throws: (any Error).self) { try JSON.parse(Array("{".utf8)) }
    }

    @Test("A signature is of the bytes, not of what they mean")
    func signature() {
        // printf '{"a":1}' | openssl dgst -sha256 -hmac secret
        #expect(
            Signature.of(Array(#"{"a":1}"#.utf8), secret: "secret")
                == "sha256=aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494")
    }
}
