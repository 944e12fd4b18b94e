import assert from "node:assert/strict";
import { test } from "node:test";
import { attendedCards, openCards, waitingCards } from "../../Web/cases/select.js";
import { withWaiting } from "../../Web/cases/timeline-items.js";
import { emptyDesk, reduceDesk } from "../../Web/desk-reduce.js";
import { ana, at, bruno, card, message, random, snapshot, world } from "./cast.js";

/** @typedef {import("../../Web/lib/types").State} State */
/** @typedef {import("../../Web/lib/types").Frame} Frame */

const load = (/** @type {import("../../Web/lib/types").Snapshot} */ found) => reduceDesk(emptyDesk, { type: "snapshot", snapshot: structuredClone(found) });
const apply = (/** @type {State} */ state, /** @type {Frame[]} */ frames) => reduceDesk(state, { type: "events", frames: structuredClone(frames), now: 0 });
const list = (/** @type {State} */ state) => ({ waiting: waitingCards(state), open: openCards(state), attended: attendedCards(state) });

/** The order of a case's own frames is all the stream keeps, and a resume repeats what it cannot be sure of. */
function disorder(/** @type {Frame[]} */ frames, /** @type {() => number} */ chance) {
  const mixed = frames.flatMap((frame) => (chance() < 0.3 ? [frame, frame] : [frame]));
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(chance() * (index + 1));
    [mixed[index], mixed[other]] = [/** @type {Frame} */ (mixed[other]), /** @type {Frame} */ (mixed[index])];
  }
  return mixed;
}

test("old state + events = fresh snapshot, in order", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const desk = world(random(seed));
    for (let step = 0; step < 20; step += 1) desk.step();
    const old = load(desk.fresh());
    const from = desk.frames.length;
    for (let step = 0; step < 80; step += 1) desk.step();
    assert.deepEqual(list(apply(old, desk.frames.slice(from))), list(load(desk.fresh())), `seed ${seed}`);
  }
});

test("old state + events = fresh snapshot, shuffled and repeated", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const chance = random(seed);
    const desk = world(chance);
    for (let step = 0; step < 20; step += 1) desk.step();
    const old = load(desk.fresh());
    const from = desk.frames.length;
    for (let step = 0; step < 80; step += 1) desk.step();
    // Also frames from before the snapshot: the stream may begin earlier than it.
    const frames = disorder(desk.frames.slice(Math.max(0, from - 10)), chance);
    assert.deepEqual(list(apply(old, frames)), list(load(desk.fresh())), `seed ${seed}`);
  }
});

test("an open conversation + events = the conversation read fresh, in any order", () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const chance = random(seed);
    const desk = world(chance);
    for (let step = 0; step < 120; step += 1) desk.step();
    const [id, said] = [...desk.said].sort((one, two) => two[1].length - one[1].length)[0] ?? ["", []];
    let state = load(desk.fresh());
    state = reduceDesk(state, { type: "conversation.loading", case: id, unreadFrom: null });
    state = reduceDesk(state, { type: "conversation.loaded", case: id, messages: said.slice(0, 1), earlier: null, contact: null, draft: null });
    const mine = desk.frames.filter((frame) => frame.data.case?.id === id && frame.data.message);
    state = apply(state, disorder(mine, chance));
    const held = state.conversations[id]?.messages ?? {};
    for (const one of said) if (held[one.id]) assert.deepEqual(held[one.id], one, `seed ${seed}`);
    assert.equal(Object.keys(held).length, new Set([...mine.map((frame) => frame.data.message.id), said[0]?.id]).size);
  }
});

test("a case is replaced only by a higher version", () => {
  let state = load(snapshot([card("case-0001", { version: 7, state: "open", agent: ana })]));
  state = apply(state, [{ id: "2", kind: "case.updated", data: { case: card("case-0001", { version: 7, state: "queued" }) } }, { id: "3", kind: "case.offered", data: { case: card("case-0001", { version: 6, state: "offered", agent: bruno }) } }]);
  assert.equal(openCards(state).length, 1);
  assert.equal(state.cases.byId["case-0001"]?.version, 7);
});

test("a case that is gone stays gone for older frames, and comes back with a newer one", () => {
  let state = load(snapshot([card("case-0001", { version: 3 })]));
  state = apply(state, [{ id: "2", kind: "case.gone", data: { id: "case-0001", version: 5 } }, { id: "3", kind: "case.updated", data: { case: card("case-0001", { version: 4 }) } }]);
  assert.equal(waitingCards(state).length, 0);
  state = apply(state, [{ id: "4", kind: "case.queued", data: { case: card("case-0001", { version: 6 }) } }]);
  assert.equal(waitingCards(state).length, 1);
  state = apply(state, [{ id: "2", kind: "case.gone", data: { id: "case-0001", version: 5 } }]);
  assert.equal(waitingCards(state).length, 1, "an old farewell takes nothing away");
});

test("what I passed on stays attended when the case leaves my sight", () => {
  let state = load(snapshot([card("case-0001", { version: 3, state: "open", agent: ana })]));
  state = apply(state, [
    { id: "2", kind: "attended.added", data: { case: card("case-0001", { version: 4, state: "queued", attended: true }) } },
    { id: "3", kind: "case.gone", data: { id: "case-0001", version: 4 } },
  ]);
  assert.deepEqual([openCards(state).length, attendedCards(state).length], [0, 1]);
  state = apply(state, [{ id: "4", kind: "case.accepted", data: { case: card("case-0001", { version: 5, state: "open", agent: bruno }) } }]);
  assert.deepEqual([openCards(state).length, attendedCards(state).length], [0, 1], "in a colleague's hands it is still one I attended");
});

test("a message is never lowered, and its echo ends the pending one", () => {
  let state = load(snapshot([card("case-0001", { state: "open", agent: ana })]));
  state = reduceDesk(state, { type: "conversation.loading", case: "case-0001", unreadFrom: null });
  state = reduceDesk(state, { type: "conversation.loaded", case: "case-0001", messages: [message("m1", "case-0001", { version: 4, status: "read" })], earlier: null, contact: null, draft: null });
  state = apply(state, [{ id: "2", kind: "message.status", data: { case: card("case-0001", { version: 2, state: "open", agent: ana }), message: message("m1", "case-0001", { version: 3, status: "delivered" }) } }]);
  assert.equal(state.conversations["case-0001"]?.messages.m1?.status, "read");

  const mine = { id: "o1", case: "case-0001", kind: /** @type {const} */ ("text"), text: "Hola", file: null, after: null, force: false, at: at(5), user: ana, state: /** @type {const} */ ("waiting"), reason: null, code: null, answered: null };
  const shown = () => withWaiting(state.conversations["case-0001"]?.messages ?? {}, state.outbox, state.me).map((one) => [one.id, one.status]);
  state = reduceDesk(state, { type: "outbox.added", items: [mine] });
  assert.deepEqual(shown(), [["m1", "read"], ["o1", "pending"]]);
  state = apply(state, [{ id: "3", kind: "message.sent", data: { case: card("case-0001", { version: 3, state: "open", agent: ana }), message: message("o1", "case-0001", { version: 1, status: "sent", direction: "out", at: at(6) }) } }]);
  assert.deepEqual(shown(), [["m1", "read"], ["o1", "sent"]]);
  state = reduceDesk(state, { type: "outbox.sent", id: "o1" });
  assert.deepEqual(state.outbox, []);
});

test("an offer that another agent wins turns into a taken card with the name", () => {
  let state = load(snapshot([card("case-0001", { version: 3, state: "offered", agent: ana })]));
  state = apply(state, [{ id: "2", kind: "case.accepted", data: { case: card("case-0001", { version: 4, state: "open", agent: bruno }) } }]);
  assert.equal(state.screen.taken["case-0001"]?.by, "Bruno");
  assert.equal(state.screen.taken["case-0001"]?.lost, "taken");
  assert.equal(waitingCards(state).length, 0);
});

test("an offer whose time ran out passes to somebody else", () => {
  let state = load(snapshot([card("case-0001", { version: 3, state: "offered", agent: ana })]));
  state = apply(state, [{ id: "2", kind: "case.offered", data: { case: card("case-0001", { version: 4, state: "offered", agent: bruno }) } }]);
  assert.equal(state.screen.taken["case-0001"]?.lost, "passed");
});

test("the connection counts what arrived after an interruption, and only then", () => {
  const one = { id: "9", kind: "message.received", data: { case: card("case-0001") } };
  let state = load(snapshot([]));
  state = reduceDesk(state, { type: "connection", status: "live" });
  state = apply(state, [one]);
  assert.equal(state.connection.arrived, 0);
  state = reduceDesk(state, { type: "connection", status: "reconnecting", attempt: 2 });
  assert.equal(state.connection.status, "reconnecting");
  state = reduceDesk(state, { type: "connection", status: "live" });
  state = apply(state, [one, one]);
  state = reduceDesk(state, { type: "outbox.sent", id: "x" });
  assert.deepEqual(state.connection, { status: "back", attempt: 0, arrived: 2, sent: 1 });
  assert.equal(reduceDesk(state, { type: "connection.settled" }).connection.status, "live");
});

test("the server's draft never takes newer words away", () => {
  const draft = (/** @type {string} */ text, /** @type {number} */ second) => ({ kind: "text", text, attachments: [], updatedAt: at(second) });
  let state = load(snapshot([card("case-0001", { state: "open", agent: ana })]));
  state = reduceDesk(state, { type: "draft", key: "case-0001:text", draft: { text: "Hola Elena" }, now: Date.parse(at(10)) });
  state = apply(state, [{ id: "2", kind: "draft.changed", data: { case: "case-0001", draft: draft("Hola", 20) } }]);
  assert.equal(state.drafts["case-0001:text"]?.text, "Hola Elena");
  state = reduceDesk(state, { type: "draft.saved", key: "case-0001:text", updatedAt: Date.parse(at(10)) });
  state = apply(state, [{ id: "3", kind: "draft.changed", data: { case: "case-0001", draft: draft("Hola desde otro equipo", 30) } }]);
  assert.equal(state.drafts["case-0001:text"]?.text, "Hola desde otro equipo");
  state = apply(state, [{ id: "4", kind: "draft.changed", data: { case: "case-0001", draft: null } }]);
  assert.equal(state.drafts["case-0001:text"], undefined);
});

test("a reset keeps drafts and the outbox", () => {
  let state = load(snapshot([card("case-0001", { state: "open", agent: ana })]));
  state = reduceDesk(state, { type: "draft", key: "case-0001:text", draft: { text: "a medias" }, now: 5 });
  state = reduceDesk(state, { type: "outbox.added", items: [{ id: "o1", case: "case-0001", kind: "text", text: "x", file: null, after: null, force: false, at: at(1), user: ana, state: "waiting", reason: null, code: null, answered: null }] });
  state = reduceDesk(state, { type: "snapshot", snapshot: snapshot([]), keep: undefined });
  assert.equal(state.drafts["case-0001:text"]?.text, "a medias");
  assert.equal(state.outbox.length, 1);
});
