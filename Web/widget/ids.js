let last = 0;
let sequence = 0;

/** UUIDv7: growing within this page, also inside one millisecond, so that an outbox sorted by id keeps the order of writing. */
export function uuid7(now = Date.now()) {
  if (now > last) {
    last = now;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    last += 1;
    sequence = 0;
  }
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  bytes[0] = (/** @type {number} */ (bytes[0]) & 0x3f) | 0x80;
  const tail = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  const time = last.toString(16).padStart(12, "0");
  const count = sequence.toString(16).padStart(3, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
