import assert from "node:assert/strict";
import { test } from "node:test";
import { windowLeft } from "../../Web/cases/window-clock.js";
import { emptyDesk, reduceDesk } from "../../Web/desk-reduce.js";
import { names } from "../../Web/shell/notices-reduce.js";
import { DEFAULTS, preferencesOf } from "../../Web/shell/preferences.js";
import { keepsSounding, nothingHeard, OFFER_AGAIN, soundsNow } from "../../Web/shell/sounds.js";
import { ana, at, bruno, card, message, snapshot } from "./cast.js";

/** @typedef {import("../../Web/lib/types").Card} Card */
/** @typedef {import("../../Web/lib/types").State} State */
const load = (/** @type {Card[]} */ cases) => reduceDesk(emptyDesk, { type: "snapshot", snapshot: snapshot(cases) });
const frames = (/** @type {State} */ state, /** @type {[string, any][]} */ all, now = 1000) => reduceDesk(state, { type: "events", frames: all.map(([kind, data]) => ({ id: "9", kind, data })), now });
const offered = (/** @type {Partial<Card>} */ more = {}) => card("case-0001", { version: 3, state: "offered", agent: ana, offeredAt: at(5), deadline: at(65), ...more });
const kinds = (/** @type {State} */ state) => state.notices.map((one) => `${one.kind} ${one.number - 48000}`);
const nobody = { now: 1e6, isRead: () => false, since: 0, recording: false };
const mineOpen = (/** @type {string} */ id, /** @type {Partial<Card>} */ more = {}) => card(id, { state: "open", agent: ana, openedAt: at(1), ...more });

test("an offer is told once, however often its frame comes; another offer of the same case is another", () => {
  let state = load([card("case-0001")]);
  state = frames(state, [["case.offered", { case: offered() }], ["case.offered", { case: offered() }]]);
  state = frames(state, [["case.updated", { case: offered({ version: 4, marks: { ...offered().marks, flagged: true } }) }]]);
  assert.deepEqual(kinds(state), ["offer 1"]);
  state = frames(state, [["case.offered", { case: offered({ version: 7, offeredAt: at(90) }) }]]);
  assert.deepEqual(kinds(state), ["offer 1", "offer 1"]);
  assert.deepEqual(kinds(frames(load([card("case-0001")]), [["case.offered", { case: offered({ agent: bruno }) }]])), [], "not one to somebody else");
});

test("an offer that stands in the snapshot is told too, and not again by a resume", () => {
  const state = load([offered()]);
  assert.deepEqual(kinds(state), ["offer 1"]);
  assert.deepEqual(kinds(reduceDesk(state, { type: "snapshot", snapshot: snapshot([offered()]) })), ["offer 1"]);
  const seen = reduceDesk(reduceDesk(state, { type: "notices.read", all: true }), { type: "snapshot", snapshot: snapshot([offered()]) });
  assert.equal(seen.notices[0]?.read, true, "what was seen stays seen");
  const opened = load([mineOpen("case-0001", { version: 9 })]);
  assert.deepEqual(kinds(frames(opened, [["case.offered", { case: offered() }]])), [], "a frame from before is no news");
});

test("messages of a case of mine are one notice with their number; in others' cases they are none", () => {
  const said = (/** @type {number} */ version) => ["message.received", { case: mineOpen("case-0002", { version }), message: message(`m${version}`, "case-0002", { at: at(version) }) }];
  let state = load([mineOpen("case-0002"), mineOpen("case-0003", { agent: bruno })]);
  state = frames(state, [/** @type {any} */ (said(2)), /** @type {any} */ (said(3)), /** @type {any} */ (said(3))]);
  assert.deepEqual(state.notices.map((one) => [one.kind, one.count, one.read]), [["message", 2, false]]);
  state = reduceDesk(state, { type: "notices.read", case: "case-0002" });
  assert.equal(state.notices[0]?.read, true);
  state = frames(state, [/** @type {any} */ (said(4))]);
  assert.deepEqual(state.notices.map((one) => [one.count, one.read]), [[1, false]], "counted anew after it was seen");
  state = frames(state, [["message.received", { case: mineOpen("case-0003", { agent: bruno, version: 5 }), message: message("x", "case-0003") }]]);
  assert.equal(state.notices.length, 1);
});

test("a note that names me is a mention, and its author's own is not", () => {
  const note = (/** @type {string} */ text, author = bruno) => ["message.note", { case: mineOpen("case-0002", { version: 2 }), message: message("n", "case-0002", { kind: "note", text, author: { kind: "agent", id: author, name: "Bruno" } }) }];
  const told = (/** @type {any} */ one) => kinds(frames(load([mineOpen("case-0002")]), [one]));
  assert.deepEqual(told(note("Oye @Ana, ¿queda stock?")), ["mention 2"]);
  assert.deepEqual(told(note("@Ana", ana)), []);
  assert.deepEqual(told(note("Pregunta a Ana")), []);
  assert.deepEqual([names("@anabel mira", "Ana"), names("@ANA.", "Ana"), names("hola @sofia", "Sofía Paz"), names(null, "Ana"), names("@", "")], [false, true, true, false, false]);
});

test("a ringing call is told once", () => {
  const ring = ["case.updated", { case: card("case-0004", { version: 2 }), message: message("c", "case-0004", { kind: "call", call: { callId: "k", direction: "in", status: "ringing", duration: null, recording: null } }) }];
  assert.deepEqual(kinds(frames(load([card("case-0004")]), [/** @type {any} */ (ring), /** @type {any} */ (ring)])), ["call 4"]);
});

test("seven days stay, older is forgotten, and what is known is not doubled", () => {
  const now = 100 * 86_400_000;
  const kept = (/** @type {string} */ id, /** @type {number} */ days) => ({ id, kind: "mention", case: "case-0001", number: 48001, name: "", text: "", at: now - days * 86_400_000, read: true, count: 1 });
  let state = reduceDesk(load([]), { type: "notices.restored", notices: [kept("a", 6), kept("b", 8), kept("c", 1)], now });
  state = reduceDesk(state, { type: "notices.restored", notices: [kept("a", 6)], now });
  assert.deepEqual(state.notices.map((one) => one.id), ["c", "a"]);
});

test("an offer sounds at once and again every ten seconds until it is opened or ends", () => {
  const state = load([offered()]);
  assert.equal(keepsSounding(state), true);
  let { sounds, heard } = soundsNow(state, nothingHeard, nobody);
  assert.deepEqual(sounds, ["offer"]);
  const later = (/** @type {number} */ after) => soundsNow(state, heard, { ...nobody, now: nobody.now + after });
  assert.deepEqual(later(OFFER_AGAIN - 1).sounds, []);
  ({ sounds, heard } = later(OFFER_AGAIN));
  assert.deepEqual(sounds, ["offer"]);
  const opened = frames(state, [["case.accepted", { case: mineOpen("case-0001", { version: 9 }) }]]);
  assert.equal(keepsSounding(opened), false);
  assert.deepEqual(soundsNow(opened, heard, { ...nobody, now: nobody.now + 60_000 }).sounds, []);
});

test("a call rings until it is answered, over the offer; a message ticks at most every three seconds, none in the case I read", () => {
  const ringing = load([offered(), mineOpen("case-0005", { call: { callId: "k", status: "ringing", direction: "in", startedAt: at(1) } })]);
  const rung = soundsNow(ringing, nothingHeard, nobody);
  assert.deepEqual(rung.sounds, ["call"]);
  assert.deepEqual(soundsNow(ringing, rung.heard, { ...nobody, now: nobody.now + 3000 }).sounds, ["call"]);
  assert.deepEqual(soundsNow(ringing, { ...nothingHeard, call: nobody.now - 1000 }, nobody).sounds, [], "the offer does not sound into the ring");

  const said = (/** @type {State} */ state, /** @type {number} */ version) => frames(state, [["message.received", { case: mineOpen("case-0002", { version }), message: message(`m${version}`, "case-0002", { at: at(version) }) }]]);
  let state = said(load([mineOpen("case-0002")]), 2);
  let { sounds, heard } = soundsNow(state, nothingHeard, nobody);
  assert.deepEqual(sounds, ["message"]);
  assert.deepEqual(soundsNow(state, heard, { ...nobody, now: nobody.now + 9000 }).sounds, [], "once for each");
  state = said(state, 3);
  assert.deepEqual(soundsNow(state, heard, { ...nobody, now: nobody.now + 2999 }).sounds, []);
  assert.deepEqual(soundsNow(state, heard, { ...nobody, now: nobody.now + 3000 }).sounds, ["message"]);
  assert.deepEqual(soundsNow(state, nothingHeard, { ...nobody, isRead: (id) => id === "case-0002" }).sounds, []);
  assert.deepEqual(soundsNow(state, nothingHeard, { ...nobody, since: Date.parse(at(50)) }).sounds, [], "what was before this page is old");
});

test("silent on break, while recording, during a call, and where it was turned off", () => {
  const state = load([offered()]);
  const sounds = (/** @type {State} */ one, more = {}) => soundsNow(one, nothingHeard, { ...nobody, ...more }).sounds;
  assert.deepEqual(sounds(reduceDesk(state, { type: "my.state", state: { state: "break", reason: "x", since: at(1) } })), []);
  assert.deepEqual(sounds(state, { recording: true }), []);
  assert.deepEqual(sounds(load([offered(), mineOpen("case-0005", { call: { callId: "k", status: "answered", direction: "in", startedAt: at(1) } })])), []);
  assert.deepEqual(sounds(reduceDesk(state, { type: "preferences", preferences: { sounds: { offer: false } } })), []);
  assert.deepEqual(sounds(reduceDesk(state, { type: "preferences", preferences: { sounds: { message: false } } })), ["offer"]);
});

test("what I chose stands, and defaults where I chose nothing", () => {
  assert.deepEqual(preferencesOf({ me: null }), DEFAULTS);
  const me = /** @type {any} */ ({ preferences: { sounds: { call: false }, hints: ["keys"] } });
  assert.deepEqual(preferencesOf({ me }), { ...DEFAULTS, sounds: { ...DEFAULTS.sounds, call: false }, hints: ["keys"] });
});

test("the messaging window is soon under two hours and closed at zero", () => {
  const minute = 60_000;
  assert.deepEqual([24 * 60, 120, 119, 59, 0.5, 0, -5].map((minutes) => windowLeft(minutes * minute)).map((one) => [one.tone, one.text]), [
    ["", "clock.hours"], ["", "clock.hours"], ["soon", "clock.hoursMinutes"], ["soon", "clock.minutes"], ["soon", "clock.underMinute"], ["over", "clock.closed"], ["over", "clock.closed"],
  ]);
});

test("who is no agent has no state, and the desk works", () => {
  const found = snapshot([offered()]);
  const state = reduceDesk(emptyDesk, { type: "snapshot", snapshot: { ...found, me: { ...found.me, role: "administrator", state: null } } });
  assert.deepEqual(soundsNow(state, nothingHeard, nobody).sounds, ["offer"]);
});
