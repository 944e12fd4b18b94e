import assert from "node:assert/strict";
import { test } from "node:test";
import { initial, ordered, reduce, toSee, unread } from "../../Web/widget/reduce.js";

const at = minute => `2026-11-21T15:${String(minute).padStart(2, "0")}:00.000Z`;
const fromAna = (id, minute) => ({ id, mine: false, author: { name: "Ana" }, kind: "text", text: id, attachments: [], status: null, at: at(minute) });
const fromElena = (id, minute, status = "sent") => ({ id, mine: true, author: null, kind: "text", text: id, attachments: [], status, at: at(minute) });
const apply = (actions, state = initial()) => actions.reduce(reduce, state);
const session = more => ({ token: "vv_1", visitor: "elena", expiresAt: at(59), account: { alias: "Casa Jacaranda" }, messages: [], earlier: null, position: "p0", agent: null, unread: 0, read: null, ...more });

/** A small generator with a seed, so that a failing order can be run again. */
function shuffle(list, seed) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    const j = seed % (i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

test("frames in any order and any number of times give the same conversation", () => {
  const frames = [
    { kind: "message", message: fromElena("foco", 1) },
    { kind: "status", message: "foco", status: "delivered" },
    { kind: "status", message: "foco", status: "read" },
    { kind: "message", message: fromAna("led", 2) },
    { kind: "message", message: fromAna("velador", 3) },
    { kind: "message", message: fromElena("gracias", 3) },
    { kind: "status", message: "gracias", status: "delivered" },
    { kind: "closed", at: at(4) },
  ];
  const plain = apply(frames);
  assert.deepEqual(ordered(plain).map(message => [message.id, message.status]), [["foco", "read"], ["led", null], ["gracias", "delivered"], ["velador", null]]);
  for (let seed = 1; seed <= 500; seed++) {
    const mixed = apply(shuffle([...frames, ...frames, ...shuffle(frames, seed + 7)], seed));
    assert.deepEqual(ordered(mixed), ordered(plain), `seed ${seed}`);
    assert.deepEqual(mixed.closures, plain.closures, `seed ${seed}`);
    assert.equal(unread(mixed), unread(plain), `seed ${seed}`);
  }
});

test("a status never goes back, also when an old copy of the message comes again", () => {
  const state = apply([
    { kind: "message", message: fromElena("foco", 1, "read") },
    { kind: "message", message: fromElena("foco", 1, "sent") },
    { kind: "status", message: "foco", status: "delivered" },
  ]);
  assert.equal(state.messages.foco.status, "read");
});

test("old state and later events equal a fresh snapshot", () => {
  const messages = [fromElena("foco", 1, "read"), fromAna("led", 2), fromAna("velador", 3)];
  const fresh = apply([{ kind: "snapshot", session: session({ messages, agent: { name: "Ana" } }) }]);
  const grown = apply([
    { kind: "snapshot", session: session({ messages: [fromElena("foco", 1)] }) },
    { kind: "message", message: messages[1] },
    { kind: "agent", name: "Ana" },
    { kind: "status", message: "foco", status: "read" },
    { kind: "message", message: messages[2] },
  ]);
  assert.deepEqual({ ...grown, receipts: {} }, { ...fresh, receipts: {} });
});

test("a snapshot joins what is held, replaces it after a gap, and forgets another visitor's", () => {
  const held = apply([{ kind: "snapshot", session: session({ messages: [fromAna("a", 1), fromAna("b", 2)], earlier: "older" }) }]);
  const joined = reduce(held, { kind: "snapshot", session: session({ messages: [fromAna("b", 2), fromAna("c", 3)], earlier: "b" }) });
  assert.deepEqual([Object.keys(joined.messages), joined.earlier], [["a", "b", "c"], "older"]);
  const gap = reduce(held, { kind: "snapshot", session: session({ messages: [fromAna("y", 8), fromAna("z", 9)], earlier: "y" }) });
  assert.deepEqual([Object.keys(gap.messages), gap.earlier], [["y", "z"], "y"]);
  const other = reduce(held, { kind: "snapshot", session: session({ visitor: "rosa", messages: [fromAna("b", 2)] }) });
  assert.deepEqual(Object.keys(other.messages), ["b"]);
});

test("unread counts the shop's messages after the mark, and the mark only moves on", () => {
  let state = apply([{ kind: "snapshot", session: session({ messages: [fromAna("a", 1), fromElena("b", 2), fromAna("c", 3), fromAna("d", 4)], read: "a" }) }]);
  assert.equal(unread(state), 2);
  assert.equal(toSee(state)?.id, "d");
  state = apply([{ kind: "read", message: "d" }, { kind: "read", message: "c" }], state);
  assert.equal(state.read, "d");
  assert.deepEqual([unread(state), toSee(state)], [0, null]);
  assert.equal(unread(reduce(state, { kind: "message", message: fromAna("e", 5) })), 1);
});

test("a mark older than the page leaves the whole page unread until it is loaded", () => {
  const state = apply([{ kind: "snapshot", session: session({ messages: [fromAna("c", 3), fromAna("d", 4)], earlier: "c", read: "b" }) }]);
  assert.equal(unread(state), 2);
  const more = reduce(state, { kind: "page", items: [fromAna("b", 2), fromAna("a", 1)], next: null });
  assert.equal(unread(more), 2);
});

test("a message of the shop ends its typing; the customer's own does not", () => {
  const typing = apply([{ kind: "typing", typing: true }]);
  assert.equal(reduce(typing, { kind: "message", message: fromElena("b", 2) }).typing, true);
  assert.equal(reduce(typing, { kind: "message", message: fromAna("c", 3) }).typing, false);
});
