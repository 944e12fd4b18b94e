import NIOConcurrencyHelpers

/// An id of one kind of thing: UUIDv7 in lower-case text. Ids of different things are different types.
package struct ID<Of>: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package init(_ text: String) { self.text = text }
    package var description: String { text }

    /// The id in a request: any UUID, folded to lower case. Throws `request.invalid` naming the field.
    package init(parsing text: String, field: String = "id") throws {
        guard UUIDText.isValid(text) else {
            throw DeskError.invalid(field, "id.malformed", "\(field) debe ser un UUID, como 019aa5c2-7c1e-7a31-b6c4-5d3f0e8a9b10.")
        }
        self.text = text.lowercased()
    }
}

package enum UserTag {}
package enum QueueTag {}
package enum CampaignTag {}
package enum AccountTag {}
package enum ContactTag {}
package enum PointTag {}
package enum MessageTag {}
package enum AttachmentTag {}
package enum QuickReplyTag {}
package enum TokenTag {}
package typealias CaseID = ID<Case>
package typealias UserID = ID<UserTag>
package typealias QueueID = ID<QueueTag>
package typealias CampaignID = ID<CampaignTag>
package typealias AccountID = ID<AccountTag>
package typealias ContactID = ID<ContactTag>
package typealias PointID = ID<PointTag>
package typealias MessageID = ID<MessageTag>
package typealias AttachmentID = ID<AttachmentTag>
package typealias TagID = ID<Tag>
package typealias QuickReplyID = ID<QuickReplyTag>
package typealias ContactImportID = ID<ContactImport>
package typealias ErasureID = ID<Erasure>
package typealias ContactMergeID = ID<MergedContacts>
package typealias ContactLabelID = ID<ContactLabel>
package typealias ProductID = ID<Product>

package enum UUIDText {
    package static func isValid(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            switch index {
            case 8, 13, 18, 23: if byte != UInt8(ascii: "-") { return false }
            default:
                let isHex = (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
                if !isHex { return false }
            }
        }
        return true
    }
}

/// Makes UUIDv7 ids (RFC 9562): 48 bits of milliseconds, then a counter that grows within one millisecond, then chance.
package final class IDMaker: Sendable {
    private let last = NIOLockedValueBox<(at: Int64, counter: UInt16)>((0, 0))
    package init() {}

    package func make(at now: Int64) -> String {
        let (at, counter) = last.withLockedValue { state -> (Int64, UInt16) in
            if now > state.at {
                state = (now, UInt16.random(in: 0...0x3FF))
            } else if state.counter == 0xFFF {
                state = (state.at + 1, 0)
            } else {
                state.counter += 1
            }
            return (state.at, state.counter)
        }
        return Self.text(
            high: UInt64(at) << 16 | 0x7000 | UInt64(counter), low: UInt64.random(in: 0...UInt64.max) & 0x3FFF_FFFF_FFFF_FFFF | 1 << 63)
    }

    private static func text(high: UInt64, low: UInt64) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 36) { buffer in
            var place = 0
            for nibble in 0..<32 {
                if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
                    buffer[place] = UInt8(ascii: "-")
                    place += 1
                }
                let word = nibble < 16 ? high : low
                buffer[place] = digits[Int(word >> UInt64((15 - nibble % 16) * 4) & 0xF)]
                place += 1
            }
            return 36
        }
    }
}
