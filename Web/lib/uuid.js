/** What follows the time in the id made last, and that time. */
const last = { at: 0, count: 0 };

/**
 * A UUIDv7: 48 bits of time, twelve that count within a millisecond, the rest random: ids made here sort in the order they were made,
 * as files do that are sent together.
 */
export function uuidv7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  last.count = now === last.at ? last.count + 1 : (((bytes[6] ?? 0) & 0x07) << 8) | (bytes[7] ?? 0);
  last.at = now;
  for (let index = 5, rest = now; index >= 0; index -= 1, rest = Math.floor(rest / 256)) bytes[index] = rest % 256;
  bytes[6] = 0x70 | ((last.count >> 8) & 0x0f);
  bytes[7] = last.count & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
