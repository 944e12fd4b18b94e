import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { picturesOf } from "../../Web/cases/image-viewer.js";
import { mapAddress } from "../../Web/cases/message-cards.js";
import { gathered } from "../../Web/cases/message-reactions.js";
import { reasonOf } from "../../Web/cases/reason.js";
import { zoomed } from "../../Web/cases/use-zoom.js";
import { authorOf, kindOf } from "../../Web/cases/words.js";
import { useLanguage } from "../../Web/lib/i18n.js";
import { ana, at, bruno, message } from "./cast.js";

const words = (/** @type {string} */ path) => JSON.parse(readFileSync(new URL(`../../Web/i18n/${path}.json`, import.meta.url), "utf8"));

before(() => useLanguage("es", { ...words("es"), ...words("cases/es") }));

test("a provider's number is told in words, and kept", () => {
  assert.equal(reasonOf("131026: Message undeliverable"), "El número no recibe mensajes ahora (131026)");
  assert.equal(reasonOf("(#131047) Re-engagement message"), "Pasaron más de 24 horas desde su último mensaje (131047)");
  assert.equal(reasonOf("999: Something new"), "999: Something new", "an unknown one is told as it was said");
  assert.equal(reasonOf("la línea 10.131026.7 no responde"), "la línea 10.131026.7 no responde");
  assert.equal(reasonOf(null), "No se pudo entregar");
});

test("reactions of the same sign stand once, with who gave them", () => {
  const found = gathered([{ emoji: "👍", by: "customer", name: "Rosa" }, { emoji: "❤️", by: "customer" }, { emoji: "👍", by: "agent", name: "Ana", status: "failed" }]);
  assert.deepEqual(found, [
    { emoji: "👍", count: 2, names: ["Rosa", "Ana"], mine: true, failed: true, pending: false },
    { emoji: "❤️", count: 1, names: [], mine: false, failed: false, pending: false },
  ]);
});

test("who speaks: me, a colleague, the bot by its name, the customer", () => {
  const by = (/** @type {any} */ author, /** @type {"in" | "out"} */ direction = "out") => authorOf(message("m", "c", { author, direction }), ana, "Elena Soto");
  assert.equal(by({ kind: "agent", id: ana, name: "Ana" }), "Tú");
  assert.equal(by({ kind: "agent", id: bruno, name: "Bruno" }), "Bruno");
  assert.equal(by({ kind: "bot", id: ana, name: "Asistente Jacaranda" }), "Asistente Jacaranda");
  assert.equal(by({ kind: "bot", id: null, name: null }), "Asistente");
  assert.equal(by({ kind: "customer", id: null, name: null }, "in"), "Elena Soto");
});

test("a voice note is called so; words need no kind", () => {
  const sound = { id: "a", name: "a.ogg", type: "audio/ogg", size: 1, voice: true };
  assert.equal(kindOf(message("m", "c", { kind: "audio", attachments: [sound] })), "Nota de voz");
  assert.equal(kindOf(message("m", "c", { kind: "audio", attachments: [{ ...sound, voice: undefined }] })), "Audio");
  assert.equal(kindOf(message("m", "c")), "");
});

test("the viewer walks through the pictures in their order, and through nothing else", () => {
  const file = (/** @type {string} */ id, type = "image/png", more = {}) => ({ id, name: id, type, size: 1, ...more });
  const held = Object.fromEntries([
    message("m3", "c", { at: at(3), kind: "image", attachments: [file("later")] }), message("m1", "c", { at: at(1), kind: "image", attachments: [file("first"), file("film", "video/mp4")] }),
    message("m2", "c", { at: at(2), kind: "sticker", attachments: [file("sticker", "image/webp")] }), message("m4", "c", { at: at(4), kind: "image", attachments: [file("coming", "image/png", { state: "fetching" })] }),
    message("m5", "c", { at: at(5), kind: "file", attachments: [file("drawing", "image/svg+xml")] }),
  ].map((one) => [one.id, one]));
  assert.deepEqual(picturesOf(held).map((one) => one.attachment.id), ["first", "later"]);
});

test("zoom stays between the whole and eight times, and the whole stands in the middle", () => {
  assert.deepEqual(zoomed({ scale: 1, x: 0, y: 0 }, 0.5), { scale: 1, x: 0, y: 0 });
  assert.equal(zoomed({ scale: 6, x: 0, y: 0 }, 2).scale, 8);
  const near = zoomed({ scale: 2, x: 100, y: -40 }, 2);
  assert.deepEqual(near, { scale: 4, x: 200, y: -80 });
  const far = zoomed(near, 0.5);
  assert.ok(Math.abs(far.x) < 100, "it comes back towards the middle");
  assert.deepEqual(zoomed({ scale: 1.5, x: 30, y: 0 }, 0.5), { scale: 1, x: 0, y: 0 });
});

test("a place leads to a map by its figures alone", () => {
  assert.equal(mapAddress(-12.07234, -77.03431), "https://www.openstreetmap.org/?mlat=-12.07234&mlon=-77.03431#map=17/-12.07234/-77.03431");
});
