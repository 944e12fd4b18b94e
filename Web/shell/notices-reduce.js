import { isListed } from "../cases/select.js";

/**
 * @typedef {import("../lib/types").Notice} Notice
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").State} State
 * @typedef {import("../lib/types").Action} Action
 */
export const KEPT_FOR = 7 * 86_400_000;
const MOST = 100;

/**
 * What happened to me, newest first. A frame that comes twice tells nothing twice.
 * @param {Notice[]} notices
 * @param {Action} action
 * @param {State} state the state before the action
 * @returns {Notice[]}
 */
export function reduceNotices(notices, action, state) {
  switch (action.type) {
    case "notices.restored": return merge(notices, action.notices, action.now);
    case "notices.told": return action.notices.reduce(add, notices);
    case "notices.read": return notices.some((one) => !one.read && isNamed(one, action)) ? notices.map((one) => (isNamed(one, action) ? { ...one, read: true } : one)) : notices;
    case "snapshot": return (action.snapshot.cases ?? []).reduce((/** @type {Notice[]} */ all, /** @type {Card} */ card) => add(all, offerTo(card, action.snapshot.me.id, 0)), notices);
    case "frame": return add(notices, noticeOf(action.frame, state, action.now));
    default: return notices;
  }
}

/** @param {Notice} notice @param {any} named by `all`, `case` or `ids` */
const isNamed = (notice, { all, case: id, ids }) => Boolean(all) || notice.case === id || Boolean(ids?.includes(notice.id));

/** @param {Notice[]} notices @param {Notice | null} notice */
function add(notices, notice) {
  if (!notice) return notices;
  const held = notices.find((one) => one.id === notice.id);
  if (held && (notice.kind !== "message" || notice.at <= held.at)) return notices;
  const fresh = held ? { ...notice, count: held.read ? 1 : held.count + 1 } : notice;
  return [fresh, ...notices.filter((one) => one.id !== notice.id)].slice(0, MOST);
}

/** @param {Notice[]} notices @param {Notice[]} kept @param {number} now */
function merge(notices, kept, now) {
  const known = new Set(notices.map((one) => one.id));
  return [...notices, ...kept.filter((one) => !known.has(one.id) && now - one.at < KEPT_FOR)].sort((one, two) => two.at - one.at).slice(0, MOST);
}

/**
 * @param {import("../lib/types").Frame} frame
 * @param {State} state
 * @param {number} now
 * @returns {Notice | null}
 */
export function noticeOf({ kind, data }, state, now) {
  const card = /** @type {Card | undefined} */ (data?.case);
  const me = state.me?.id;
  if (!card?.id || !me) return null;
  const held = state.cases.byId[card.id];
  const message = /** @type {import("../lib/types").Message | undefined} */ (data.message);
  const base = { case: card.id, number: card.number, name: card.contact.name || card.contact.point.display, at: now, read: false, count: 1 };
  const mine = card.agent === me && (card.state === "open" || card.state === "waiting");
  if (message?.kind === "call" && message.call?.status === "ringing" && message.call.direction === "in" && (card.agent === me || isListed(card, state))) return { ...base, id: `call:${message.call.callId}`, kind: "call", text: "" };
  if (message?.kind === "note" && message.author.id !== me && names(message.text, state.me?.name ?? "")) return { ...base, id: `mention:${message.id}`, kind: "mention", name: message.author.name ?? base.name, text: message.text ?? "" };
  if (held && held.version >= card.version) return null;
  const offer = offerTo(card, me, now);
  if (offer && !(held && offerTo(held, me, now)?.id === offer.id)) return offer;
  if (kind === "message.received" && mine && message) return { ...base, id: `message:${card.id}`, kind: "message", text: message.text ?? "", at: Math.max(Date.parse(message.at), 0) };
  const automatic = state.directory.campaigns[card.campaign]?.policy.acceptance === "automatic";
  const alarm = state.me?.role === "agent" ? null : alarmOf(card, held, state);
  if (alarm) return { ...base, ...alarm };
  if (mine && kind === "case.silent") return { ...base, id: `silent:${card.id}:${card.version}`, kind: "silent", text: "" };
  if (mine && automatic && (kind === "case.accepted" || kind === "case.transferred") && held?.agent !== me) return { ...base, id: `assigned:${card.id}:${card.version}`, kind: "assigned", text: "" };
  return null;
}

/**
 * What a case newly asks of its supervisors.
 * @param {Card} card
 * @param {Card | undefined} held as it was
 * @param {State} state
 * @returns {Pick<Notice, "id" | "kind" | "text"> | null}
 */
function alarmOf(card, held, state) {
  const { escalation, marks } = card;
  if (escalation && escalation.by.id !== state.me?.id && held?.escalation?.at !== escalation.at) return { id: `escalated:${card.id}:${escalation.at}`, kind: "escalated", text: escalation.reason ?? "" };
  if (!held) return null;
  if (marks.unanswered && !held.marks.unanswered) return { id: `unanswered:${card.id}:${card.version}`, kind: "unanswered", text: "" };
  const alerts = state.directory.campaigns[card.campaign]?.policy.orphan === "alert";
  return alerts && marks.orphaned && !held.marks.orphaned ? { id: `orphaned:${card.id}:${card.version}`, kind: "orphaned", text: "" } : null;
}

/** @param {Card} card @param {string} me @param {number} now @returns {Notice | null} */
function offerTo(card, me, now) {
  if (card.state !== "offered" || card.agent !== me) return null;
  const at = card.offeredAt ? Date.parse(card.offeredAt) : now;
  return { id: `offer:${card.id}:${at}`, kind: "offer", case: card.id, number: card.number, name: card.contact.name || card.contact.point.display, text: card.preview?.text ?? "", at, read: false, count: 1 };
}

/**
 * "@Ana" or "@Ana Torres" in a note, whole words, without accents.
 * @param {string | null} text
 * @param {string} name
 */
export function names(text, name) {
  const fold = (/** @type {string} */ words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const said = fold(text ?? "");
  return [name, name.split(/\s+/)[0] ?? ""].filter(Boolean).some((one) => {
    const at = said.indexOf(`@${fold(one)}`);
    return at >= 0 && !/[\p{L}\p{N}]/u.test(said[at + one.length + 1] ?? "");
  });
}
