import assert from "node:assert/strict";
import { test } from "node:test";
import { steady } from "../../Web/cases/steady-order.js";
import { timelineItems, withWaiting } from "../../Web/cases/timeline-items.js";
import { rowsInSight } from "../../Web/cases/visible-rows.js";
import { ana, at, card, message } from "./cast.js";

const day = (/** @type {string} */ time) => time.slice(0, 10);
const item = (/** @type {string} */ id, more = {}) => ({ id, case: "c", kind: /** @type {const} */ ("text"), text: id, file: null, after: null, force: false, at: at(30), user: ana, state: /** @type {const} */ ("waiting"), reason: null, code: null, answered: null, ...more });

test("days, the unread rule and followers stand where they belong", () => {
  const messages = [
    message("m1", "c", { at: "2025-11-20T10:00:00.000Z" }), message("m2", "c", { at: at(1) }), message("m3", "c", { at: at(20) }),
    message("m4", "c", { at: at(21), direction: "out", author: { kind: "agent", id: ana, name: "Ana" } }), message("m5", "c", { at: at(59) }),
  ];
  const items = timelineItems(messages, { case: "c", unreadFrom: at(20), day });
  assert.deepEqual(items.map((one) => (one.kind === "message" ? one.message.id : one.kind)), ["day", "m1", "day", "m2", "unread", "m3", "m4", "m5"]);
  const rule = items.find((one) => one.kind === "unread");
  assert.equal(rule?.kind === "unread" && rule.count, 2);
});

test("an earlier case is a line until it is unfolded", () => {
  const messages = [message("a", "old", { at: "2025-10-03T10:00:00.000Z" }), message("a2", "old", { at: "2025-10-03T10:01:00.000Z" }), message("b", "older-line", { at: at(1) }), message("c1", "c", { at: at(2) })];
  const folded = timelineItems(messages, { case: "c", unreadFrom: null, day, more: true });
  assert.deepEqual(folded.map((one) => one.kind), ["earlier", "earlier", "day", "message"]);
  assert.deepEqual(folded.slice(0, 2).map((one) => one.kind === "earlier" && [one.case, one.count, one.known, one.open]), [["old", 2, false, false], ["older-line", 1, true, false]]);
  const open = timelineItems(messages, { case: "c", unreadFrom: null, day, unfolded: ["old", "older-line"] });
  assert.deepEqual(open.map((one) => one.kind), ["earlier", "day", "message", "message", "earlier", "day", "message", "current", "message"]);
  assert.equal(open[0]?.kind === "earlier" && open[0].known, true);
});

test("the line of an earlier case keeps its name when more of it comes", () => {
  const [late, early, own] = [message("z", "old", { at: at(2) }), message("y", "old", { at: at(1) }), message("c1", "c", { at: at(3) })];
  const keyOf = (/** @type {any[]} */ messages) => timelineItems(messages, { case: "c", unreadFrom: null, day, more: true })[0]?.key;
  assert.equal(keyOf([late, own]), keyOf([early, late, own]));
});

test("what still waits stands last, once, and its echo replaces it", () => {
  const held = { m1: message("m1", "c", { at: at(50) }) };
  assert.deepEqual(withWaiting(held, [item("o1"), item("o2")], null).map((one) => [one.id, one.status]), [["m1", null], ["o1", "pending"], ["o2", "pending"]]);
  const echoed = { ...held, o1: message("o1", "c", { at: at(51), status: "sent", direction: "out" }) };
  assert.deepEqual(withWaiting(echoed, [item("o1"), item("o2")], null).map((one) => one.id), ["m1", "o1", "o2"]);
  assert.equal(withWaiting({}, [item("o1", { state: "failed", reason: "no" })], null)[0]?.status, "failed");
});

test("messages of one millisecond keep one order whatever order they came in", () => {
  const one = { b: message("b", "c"), a: message("a", "c") };
  const two = { a: message("a", "c"), b: message("b", "c") };
  assert.deepEqual(withWaiting(one, [], null).map((m) => m.id), withWaiting(two, [], null).map((m) => m.id));
});

test("under the hand cards keep their order: new ones first, gone ones leave", () => {
  const cards = ["c3", "c1", "c4"].map((id) => card(`${id}-0001`));
  assert.deepEqual(steady(["c1-0001", "c2-0001", "c3-0001"], cards).map((one) => one.id), ["c4-0001", "c1-0001", "c3-0001"]);
});

test("only rows in sight and eight more each way are painted", () => {
  assert.deepEqual(rowsInSight(0, 800, 101, 500), { first: 0, last: 16 });
  assert.deepEqual(rowsInSight(20_200, 800, 101, 500), { first: 192, last: 216 });
  assert.deepEqual(rowsInSight(-4000, 800, 101, 500), { first: 0, last: 1 });
  assert.equal(rowsInSight(60_000, 800, 101, 500).last, 500);
});
