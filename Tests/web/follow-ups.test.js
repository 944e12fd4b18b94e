import assert from "node:assert/strict";
import { test } from "node:test";
import { followUpsDue, NEWS } from "../../Web/cases/follow-ups-due.js";
import { emptyDesk, reduceDesk } from "../../Web/desk-reduce.js";
import { nothingHeard, soundsNow } from "../../Web/shell/sounds.js";
import { ana, card, snapshot } from "./cast.js";

const MINUTE = 60_000;
const noon = Date.UTC(2025, 10, 21, 17, 0);
const planned = (/** @type {string} */ id, /** @type {number} */ at) => card(id, { followUp: { at: new Date(at).toISOString(), owner: ana, note: "Llamar" } });
const said = (/** @type {ReturnType<typeof followUpsDue>} */ { fresh }) => fresh.map((one) => `${one.kind} ${one.number - 48000}`);

test("ten minutes before, and when it is due: once each", () => {
  const cards = [planned("case-0001", noon)];
  const early = followUpsDue(cards, new Set(), noon - 11 * MINUTE);
  assert.deepEqual([said(early), early.overdue, early.next], [[], false, MINUTE]);
  const soon = followUpsDue(cards, new Set(), noon - 10 * MINUTE);
  assert.deepEqual([said(soon), soon.overdue, soon.next], [["followUpSoon 1"], false, 10 * MINUTE]);
  const ids = new Set(soon.fresh.map((one) => one.id));
  assert.deepEqual(said(followUpsDue(cards, ids, noon - MINUTE)), [], "not again");
  const due = followUpsDue(cards, ids, noon);
  assert.deepEqual([said(due), due.overdue, due.next], [["followUpDue 1"], true, Infinity]);
  assert.deepEqual(said(followUpsDue(cards, new Set(due.fresh.map((one) => one.id)), noon + MINUTE)), []);
});

test("what was due while nobody looked is said as due, not as near; what is old is no news, and still overdue", () => {
  assert.deepEqual(said(followUpsDue([planned("case-0001", noon)], new Set(), noon + 3600 * 1000)), ["followUpDue 1"]);
  const old = followUpsDue([planned("case-0001", noon)], new Set(), noon + NEWS + 1);
  assert.deepEqual([said(old), old.overdue], [[], true]);
});

test("put off, it is another; without one there is nothing to say", () => {
  const first = new Set(followUpsDue([planned("case-0001", noon)], new Set(), noon).fresh.map((one) => one.id));
  assert.deepEqual(said(followUpsDue([planned("case-0001", noon + 5 * MINUTE)], first, noon)), ["followUpSoon 1"]);
  assert.deepEqual(followUpsDue([card("case-0002")], new Set(), noon), { fresh: [], overdue: false, next: Infinity });
});

test("it stands in the bell and sounds, and told twice it does neither again", () => {
  const { fresh } = followUpsDue([planned("case-0001", noon)], new Set(), noon);
  let state = reduceDesk(reduceDesk(emptyDesk, { type: "snapshot", snapshot: snapshot([]) }), { type: "notices.told", notices: fresh });
  assert.deepEqual(state.notices.map((one) => [one.kind, one.text, one.read]), [["followUpDue", "Llamar", false]]);
  const heard = soundsNow(state, nothingHeard, { now: 1e6, isRead: () => false, since: noon - 1, recording: false });
  assert.deepEqual(heard.sounds, ["notice"]);
  state = reduceDesk(reduceDesk(state, { type: "notices.read", all: true }), { type: "notices.told", notices: fresh });
  assert.deepEqual(state.notices.map((one) => [one.kind, one.read]), [["followUpDue", true]]);
  assert.equal(reduceDesk(state, { type: "overdue", overdue: true }).screen.overdue, true);
});
