import assert from "node:assert/strict";
import { test } from "node:test";
import { fillReply, findPeople, findReplies, findTrigger, reduceQuickReplies, unfilled } from "../../Web/cases/quick-replies.js";
import { draftKey, reduceDrafts } from "../../Web/cases/writing-reduce.js";
import { at } from "./cast.js";

const reply = (/** @type {string} */ shortcut, more = {}) => ({ id: shortcut, campaign: null, shortcut, title: shortcut, body: "", ...more });
const replies = [
  reply("recojo", { title: "Recojo programado", body: "El recojo queda para el {{date.day}}" }), reply("plazo", { title: "Plazo del cambio", body: "Demora cinco días; luego pasa el recojo" }),
  reply("pago", { campaign: "ventas", title: "Formas de pago" }), reply("rec", { title: "Recordatorio" }), reply("devolucion", { title: "Devolución", campaign: "postventa" }),
];

test("a slash or a colon at the beginning of a word asks; in the middle of one it does not", () => {
  for (const [text, kind, words, from] of /** @type {[string, string, string, number][]} */ ([["/", "quick", "", 0], ["/rec", "quick", "rec", 0], ["Hola /plá", "quick", "plá", 5], ["Hola\n/x", "quick", "x", 5], ["¡Listo! :son", "emoji", "son", 8], ["Oye @", "mention", "", 4], ["(@Bru", "mention", "Bru", 1]])) {
    assert.deepEqual(findTrigger(text, text.length), { kind, words, from }, text);
  }
  for (const text of ["y/o", "https://tienda", "10:30", ":s", "a las :", "ana@tienda", "@Bruno S", "/rec ojo", "Hola"]) assert.equal(findTrigger(text, text.length), null, text);
  assert.equal(findTrigger("/recojo mañana", 14), null);
  assert.equal(findTrigger("/recojo mañana", 4)?.words, "rec", "what counts is where the caret stands");
});

test("colleagues are found by any word of their name, without accents", () => {
  const people = ["Sofía Paz", "Bruno Salas", "Álvaro Brito"].map((name) => ({ id: name, name }));
  const found = (/** @type {string} */ words) => findPeople(people, words).map((one) => one.name);
  assert.deepEqual(found(""), ["Álvaro Brito", "Bruno Salas", "Sofía Paz"]);
  assert.deepEqual(found("br"), ["Álvaro Brito", "Bruno Salas"]);
  assert.deepEqual(found("sofia"), ["Sofía Paz"]);
  assert.deepEqual(found("lvaro"), []);
});

test("answers of this campaign and of all: shortcut first, then title, then words; accents don't count", () => {
  const found = (/** @type {string} */ words) => findReplies(replies, "postventa", words).map((one) => one.shortcut);
  assert.deepEqual(found(""), ["devolucion", "plazo", "rec", "recojo"]);
  assert.deepEqual(found("rec"), ["rec", "recojo", "plazo"]);
  assert.deepEqual(found("devolución"), ["devolucion"]);
  assert.deepEqual(found("cinco"), ["plazo"]);
  assert.deepEqual(found("pago"), []);
  assert.deepEqual(findReplies(replies, "ventas", "pago").map((one) => one.shortcut), ["pago"]);
});

test("variables are filled in; what is unknown or empty stands, and is found", () => {
  const body = "Hola, {{contact.firstName}}. Soy {{ agent.name }}, caso {{case.number}}, {{date.day}} y {{contact.name}}";
  const text = fillReply(body, { "contact.firstName": "Rosa", "agent.name": "Ana Torres", "case.number": 48213, "contact.name": null });
  assert.equal(text, "Hola, Rosa. Soy Ana Torres, caso 48213, {{date.day}} y {{contact.name}}");
  assert.deepEqual(unfilled(text).map((one) => [one.name, text.slice(one.from, one.to)]), [["date.day", "{{date.day}}"], ["contact.name", "{{contact.name}}"]]);
  assert.deepEqual(unfilled("Cuesta {20} o {{ }} soles"), []);
});

test("a customer's name is text and never a variable of its own", () => {
  assert.equal(fillReply("Hola, {{contact.name}}", { "contact.name": "{{agent.name}} $& $1", "agent.name": "Ana" }), "Hola, {{agent.name}} $& $1");
});

test("quick replies come with the snapshot, and change with the directory", () => {
  const held = reduceQuickReplies([], { type: "snapshot", snapshot: { quickReplies: replies } });
  assert.equal(held.length, 5);
  assert.equal(reduceQuickReplies(held, { type: "frame", frame: {} }), held);
  assert.deepEqual(reduceQuickReplies(held, { type: "directory", snapshot: {} }), []);
});

test("a draft stays with its case, kind and channel", () => {
  assert.equal(draftKey("c1", "text"), "c1:text");
  assert.equal(draftKey("c1", "text", "line/p2"), "c1:text:line/p2");
  assert.equal(draftKey("c1", "note", "line/p2"), "c1:note", "a note has no channel");
  const elsewhere = reduceDrafts({}, { type: "draft", key: "c1:text:line/p2", draft: { text: "por el otro" }, now: 1 });
  const both = reduceDrafts(elsewhere, { type: "frame", frame: { kind: "draft.changed", data: { case: "c1", draft: { kind: "text", text: "por este", attachments: [], updatedAt: at(5) } } } });
  assert.deepEqual([both["c1:text"]?.text, both["c1:text:line/p2"]?.text], ["por este", "por el otro"]);
});
