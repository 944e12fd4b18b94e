import assert from "node:assert/strict";
import { test } from "node:test";
import { findEmoji } from "../../Web/cases/emoji.js";
import { dayKey, duration, fileSize, initials, useTimeZone, zoneName } from "../../Web/lib/format.js";
import { useLanguage } from "../../Web/lib/i18n.js";
import { uuidv7 } from "../../Web/lib/uuid.js";

test("ids are UUIDv7 of their time and sort by it", () => {
  const id = uuidv7(Date.UTC(2025, 10, 21));
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(id.replace("-", "").slice(0, 12), 16), Date.UTC(2025, 10, 21));
  assert.ok(uuidv7(1000) < uuidv7(2000));
  const together = Array.from({ length: 500 }, () => uuidv7(3000));
  assert.deepEqual([...together].sort(), together);
});

test("a day is the organisation's, not the browser's", () => {
  useTimeZone("America/Lima");
  assert.equal(dayKey("2025-11-22T04:59:00.000Z"), "2025-11-21");
  useTimeZone("Asia/Tokyo");
  assert.equal(dayKey("2025-11-21T15:01:00.000Z"), "2025-11-22");
});

test("durations, sizes, initials and zones are worded", () => {
  useLanguage("es", {});
  assert.deepEqual([duration(42_000), duration(5_048_000), duration(-5)], ["0:42", "1:24:08", "0:00"]);
  assert.deepEqual([fileSize(12), fileSize(184_000), fileSize(2_500_000)], ["12 B", "184 KB", "2,5 MB"]);
  assert.deepEqual([initials("Ana Belén Torres"), initials("Rosa"), initials("Rosa Quispe Mamani"), initials(null)], ["AB", "R", "RQ", "?"]);
  assert.equal(zoneName("America/Lima"), "Lima (UTC−5)");
});

test("emoji are found by the beginnings of words, whatever the accents", () => {
  const data = { locale: "es", groups: [{ id: "people", name: "Caritas", emoji: /** @type {[string, string, string][]} */ ([["😀", "cara sonriendo", "feliz"], ["💙", "corazón azul", "amor"]]) }] };
  assert.deepEqual(findEmoji(data, "corazon az")[0]?.emoji[0]?.[0], "💙");
  assert.deepEqual(findEmoji(data, "nada"), []);
  assert.equal(findEmoji(data, "").length, 1);
});
