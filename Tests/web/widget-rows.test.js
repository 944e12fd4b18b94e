import assert from "node:assert/strict";
import { test } from "node:test";
import { initial, reduce } from "../../Web/widget/reduce.js";
import { rows } from "../../Web/widget/rows.js";

const at = (day, minute) => `2026-11-${day}T15:${String(minute).padStart(2, "0")}:00.000Z`;
const message = (id, mine, time, status = null, author = "Ana") => ({ id, mine, author: mine ? null : { name: author }, kind: "text", text: id, attachments: [], status, at: time });
const entry = (id, time, failed = null) => ({ id, at: time, text: id, file: null, failed });
const state = (messages, more = {}) => ({ ...initial(), loaded: true, messages: Object.fromEntries(messages.map(item => [item.id, item])), ...more });
const keys = held => rows(held).map(row => row.key.replace(/^d:.*/, "day").replace(/^c:.*/, "closed"));

test("a run of one hand has one heading, and one receipt at its end", () => {
  assert.deepEqual(keys(state([
    message("a", false, at(21, 1)), message("b", false, at(21, 2)), message("c", true, at(21, 3), "read"), message("d", true, at(21, 4), "read"),
  ])), ["day", "w:a", "m:a", "m:b", "w:c", "m:c", "m:d", "r:d"]);
});

test("an older receipt stays where it says something else", () => {
  assert.deepEqual(keys(state([message("c", true, at(21, 3), "read"), message("d", true, at(21, 4), "sent")])), ["day", "w:c", "m:c", "r:c", "m:d", "r:d"]);
});

test("a read mark on one message covers those above it, in whatever order they came", () => {
  const statuses = held => rows(held).filter(row => row.kind === "bubble").map(row => row.line.status);
  const three = ["a", "b", "c"].map((id, index) => message(id, true, at(21, index + 1), "sent"));
  assert.deepEqual(statuses(reduce(state(three), { kind: "status", message: "b", status: "read" })), ["read", "read", "sent"]);
  const early = reduce(state([]), { kind: "status", message: "b", status: "read" });
  assert.deepEqual(statuses([three[2], three[1], three[0]].reduce((held, item) => reduce(held, { kind: "message", message: item }), early)), ["read", "read", "sent"]);
});

test("another author, a pause and a new day each begin a run", () => {
  assert.deepEqual(keys(state([
    message("a", false, at(20, 1)), message("b", false, at(21, 1)), message("c", false, at(21, 2), null, "Bruno"), message("d", false, at(21, 9), null, "Bruno"),
  ])), ["day", "w:a", "m:a", "day", "w:b", "m:b", "w:c", "m:c", "w:d", "m:d"]);
});

test("what waits stands last even when the customer's clock is slow, and keeps its key once confirmed", () => {
  const waiting = state([message("a", false, at(21, 30))], { outbox: [entry("b", at(21, 2))], closures: [at(21, 40)] });
  assert.deepEqual(keys(waiting), ["day", "w:a", "m:a", "closed", "w:b", "m:b", "r:b"]);
  const confirmed = reduce(waiting, { kind: "message", message: message("b", true, at(21, 41), "sent") });
  assert.deepEqual(keys(confirmed), keys(waiting));
  assert.equal(rows(confirmed).filter(row => row.kind === "bubble").length, 2);
});

test("pending and failed are told apart, each with its receipt", () => {
  const lines = rows(state([], { outbox: [entry("a", at(21, 1), "message.too_long"), entry("b", at(21, 1))] }));
  assert.deepEqual(lines.filter(row => row.kind === "receipt").map(row => [row.line.id, row.line.status, row.line.reason]), [["a", "failed", "message.too_long"], ["b", "pending", null]]);
});

test("a closed conversation says so until the customer writes again", () => {
  const closed = state([message("a", false, at(21, 1))], { closures: [at(21, 1)] });
  assert.deepEqual(keys(closed), ["day", "w:a", "m:a", "closed"]);
  const again = reduce(closed, { kind: "message", message: message("b", true, at(21, 2), "sent") });
  assert.deepEqual(keys(again), ["day", "w:a", "m:a", "closed", "w:b", "m:b", "r:b"]);
  const waiting = reduce(closed, { kind: "outbox", entries: [entry("c", at(21, 0))] });
  assert.deepEqual(keys(waiting), ["day", "w:a", "m:a", "closed", "w:c", "m:c", "r:c"], "what waits is of the next conversation");
});

test("an empty conversation greets, more above can be asked for, typing stands at the end", () => {
  assert.deepEqual(keys(state([])), ["blank"]);
  assert.deepEqual(keys(state([], { loaded: false })), [], "nobody is greeted before it is known that nothing was said");
  assert.deepEqual(keys(state([message("a", false, at(21, 1))], { earlier: "x", typing: true, agent: "Ana" })), ["earlier", "day", "w:a", "m:a", "typing"]);
});
