import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeMessage } from "../../Web/cases/messages-reduce.js";
import { otherCase } from "../../Web/cases/other-cases.js";
import { channelCan, replyChannel, replyChannels, viaOf, windowLeft } from "../../Web/cases/reply-channel.js";
import { emptyDesk, reduceDesk } from "../../Web/desk-reduce.js";
import { ana, at, card, message, snapshot } from "./cast.js";

/** @typedef {import("../../Web/lib/types").State} State */
/** @typedef {import("../../Web/lib/types").ReplyChannel} ReplyChannel */
const HOUR = 3_600_000;
const now = Date.parse(at(0));
const inHours = (/** @type {number} */ hours) => ({ endsAt: new Date(now + hours * HOUR).toISOString() });
const mine = card("case-0001", { state: "open", agent: ana, window: inHours(23) });
/** @type {ReplyChannel[]} */
const channels = [
  { channel: "whatsapp", account: "line", point: mine.contact.point.id, display: "+51 900 555 014", window: inHours(3), current: true },
  { channel: "webchat", account: "shop", point: "p2", display: "Visitante 7F3A", window: null, current: false },
  { channel: "whatsapp", account: "line-2", point: "p3", display: "+51 900 555 015", window: inHours(-1), current: false },
];

/** @param {...import("../../Web/lib/types").Action} actions */
const desk = (...actions) => [{ type: "snapshot", snapshot: snapshot([mine]) }, { type: "select", number: mine.number }, { type: "conversation.loading", case: mine.id, unreadFrom: null }, { type: "conversation.loaded", case: mine.id, messages: [message("m1", mine.id)], earlier: null, contact: null, draft: null, channels }, ...actions]
  .reduce((/** @type {State} */ state, action) => reduceDesk(state, action), emptyDesk);
const conversationOf = (/** @type {State} */ state) => state.conversations[mine.id];

test("a window is calm, soon under two hours, and over at its very end", () => {
  assert.deepEqual(windowLeft(inHours(23.97), now), { left: 23.97 * HOUR, tone: "calm", hours: 23, minutes: 59 });
  assert.equal(windowLeft(inHours(2), now)?.tone, "calm");
  assert.equal(windowLeft(inHours(1.99), now)?.tone, "soon");
  assert.deepEqual(windowLeft({ endsAt: at(0) }, now), { left: 0, tone: "over", hours: 0, minutes: 0 });
  assert.equal(windowLeft({ endsAt: at(1) }, now)?.tone, "soon");
  assert.equal(windowLeft({ endsAt: at(1) }, now)?.minutes, 1);
  assert.equal(windowLeft(null, now), null);
});

test("the reply goes by the case's own channel until another is chosen, and only in that case", () => {
  const state = desk();
  assert.equal(replyChannel(mine, conversationOf(state), state.perCase.via[mine.id]).channel, "whatsapp");
  const chosen = desk({ type: "via", case: mine.id, via: viaOf(/** @type {ReplyChannel} */ (channels[1])) });
  assert.equal(replyChannel(mine, conversationOf(chosen), chosen.perCase.via[mine.id]).channel, "webchat");
  assert.equal(chosen.perCase.via["case-0002"], undefined);
  const gone = reduceDesk(chosen, { type: "conversation.loaded", case: mine.id, messages: [], earlier: null, contact: null, draft: null, channels: channels.slice(0, 1) });
  assert.equal(gone.perCase.via[mine.id], undefined, "a channel that is no more is not chosen any more");
});

test("the card says the window of its own line; what the customer wrote elsewhere opens that one again", () => {
  const [own, , second] = replyChannels(mine, conversationOf(desk()));
  assert.deepEqual(own?.window, inHours(23), "not the 3 hours that were left when the case was read");
  assert.equal(windowLeft(second?.window, now)?.tone, "over");
  const state = desk({ type: "message", message: message("m2", mine.id, { at: at(0), account: "line-2", point: "p3" }) });
  assert.deepEqual(replyChannels(mine, conversationOf(state))[2]?.window, inHours(24));
  const ours = desk({ type: "message", message: message("m3", mine.id, { at: at(0), account: "line-2", point: "p3", direction: "out" }) });
  assert.equal(windowLeft(replyChannels(mine, conversationOf(ours))[2]?.window, now)?.tone, "over", "our own words open nothing");
});

test("where the server names no channels the case's own is the only one", () => {
  assert.deepEqual(replyChannels(mine, undefined).map((one) => [one.channel, one.current, one.window]), [["whatsapp", true, mine.window]]);
});

test("what a medium cannot carry is not offered", () => {
  assert.deepEqual(["whatsapp", "webchat", "api"].map((one) => channelCan(one, "reaction")), [true, false, false]);
});

test("a quote belongs to its case and ends when it was answered", () => {
  const quoting = desk({ type: "quote", case: mine.id, message: "m1" });
  assert.equal(quoting.perCase.quoting[mine.id], "m1");
  const item = { id: "o1", case: mine.id, kind: "text", text: "Sí", file: null, after: null, force: false, at: at(3), user: ana, state: "waiting", reason: null, code: null, answered: null };
  assert.equal(reduceDesk(quoting, { type: "outbox.added", items: [item] }).perCase.quoting[mine.id], "m1", "a note or another reply does not use it up");
  assert.deepEqual(reduceDesk(quoting, { type: "outbox.added", items: [{ ...item, replyTo: "m1" }] }).perCase.quoting, {});
  assert.deepEqual(reduceDesk(quoting, { type: "quote", case: mine.id, message: null }).perCase.quoting, {});
});

test("each case keeps its own side tab", () => {
  let state = desk({ type: "side.tab", tab: "history" });
  state = reduceDesk(state, { type: "case", card: card("case-0002", { state: "open", agent: ana }) });
  state = reduceDesk(state, { type: "select", number: 48002 });
  assert.equal(state.perCase.tabs["case-0002"], undefined);
  assert.equal(state.perCase.tabs[mine.id], "history");
});

test("my reaction stands at once, one at a time, and the server's word is the last", () => {
  const theirs = { emoji: "❤️", by: "customer", name: "Elena" };
  const react = (/** @type {string | null} */ emoji) => ({ type: "reaction", case: mine.id, message: "m1", emoji, name: "Ana" });
  let state = desk({ type: "message", message: message("m1", mine.id, { version: 2, reactions: [/** @type {any} */ (theirs)] }) }, react("👍"), react("😂"));
  assert.deepEqual(conversationOf(state)?.messages.m1?.reactions, [theirs, { emoji: "😂", by: "agent", name: "Ana", status: "pending" }]);
  assert.deepEqual(conversationOf(reduceDesk(state, react(null)))?.messages.m1?.reactions, [theirs]);
  state = reduceDesk(state, { type: "events", now: 0, frames: [{ id: "5", kind: "message.reaction", data: { case: mine, message: message("m1", mine.id, { version: 3, reactions: [{ emoji: "😂", by: "agent", name: "Ana", status: "failed" }] }) } }] });
  assert.equal(conversationOf(state)?.messages.m1?.reactions?.[0]?.status, "failed");
  const older = message("m1", mine.id, { version: 2, reactions: [] });
  assert.equal(mergeMessage(conversationOf(state)?.messages ?? {}, older).m1?.reactions?.length, 1, "an older word changes nothing");
});

test("the newest other live case of the same customer is the one that is told", () => {
  const contact = mine.contact;
  const cases = Object.fromEntries([mine, card("case-0002", { contact, createdAt: at(5) }), card("case-0003", { contact, createdAt: at(9) }), card("case-0004", { contact, state: "closed", createdAt: at(20) }), card("case-0005", { createdAt: at(30) })].map((one) => [one.id, one]));
  assert.equal(otherCase(mine, cases)?.id, "case-0003");
  assert.equal(otherCase(/** @type {any} */ (cases["case-0005"]), cases), null);
  const unknown = card("case-0006", { contact: { ...contact, id: null, point: { ...contact.point, id: "nobody" } } });
  assert.equal(otherCase(unknown, { ...cases, [unknown.id]: unknown }), null, "two strangers are not one customer");
});
