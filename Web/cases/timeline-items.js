import { inOrder } from "./messages-reduce.js";

/**
 * @typedef {import("../lib/types").Message} Message
 * @typedef {import("../lib/types").OutboxItem} OutboxItem
 * @typedef {{kind: "day", key: string, at: string} | {kind: "unread", key: string, count: number} | {kind: "earlier", key: string, at: string, case: string, count: number, known: boolean, open: boolean} | {kind: "current", key: string} | {kind: "system", key: string, message: Message} | {kind: "message", key: string, message: Message, follow: boolean}} Item
 */

/**
 * A conversation as it is read: earlier cases, each folded to a line until it is asked for, days, the unread rule, system lines,
 * messages; what still waits to be sent stands last.
 * @param {Message[]} messages
 * @param {{case: string, unreadFrom: string | null, day: (at: string) => string, unfolded?: string[], more?: boolean}} options `more`: further up there are others
 * @returns {Item[]}
 */
export function timelineItems(messages, { case: current, unreadFrom, day, unfolded = [], more = false }) {
  /** @type {Item[]} */
  const items = [];
  let today = "";
  let inCase = current;
  let ruled = unreadFrom === null;
  /** @type {Message | null} */
  let before = null;
  let folded = false;
  for (const [index, message] of messages.entries()) {
    if (message.case !== inCase) {
      const earlier = message.case !== current;
      if (earlier) items.push(earlierCase(messages, index, unfolded, more));
      else if (!folded) items.push({ kind: "current", key: `current-${message.id}` });
      folded = earlier && !unfolded.includes(message.case);
      inCase = message.case;
      before = null;
    }
    if (folded) continue;
    const key = day(message.at);
    if (key !== today) { items.push({ kind: "day", key: `day-${key}`, at: message.at }); today = key; before = null; }
    if (!ruled && message.case === current && message.direction === "in" && unreadFrom !== null && message.at >= unreadFrom) {
      const count = messages.filter((other) => other.direction === "in" && other.at >= unreadFrom).length;
      items.push({ kind: "unread", key: "unread", count });
      ruled = true;
      before = null;
    }
    if (message.kind === "system") { items.push({ kind: "system", key: message.id, message }); before = null; continue; }
    items.push({ kind: "message", key: message.id, message, follow: before !== null && follows(before, message) });
    before = message;
  }
  return items;
}

/**
 * The line of an earlier case. Its last message names it: further up more of it may come.
 * @param {Message[]} messages
 * @param {number} from
 * @param {string[]} unfolded
 * @param {boolean} more
 * @returns {Item}
 */
function earlierCase(messages, from, unfolded, more) {
  const { case: id, at } = /** @type {Message} */ (messages[from]);
  let end = from;
  while (messages[end + 1]?.case === id) end += 1;
  const count = messages.slice(from, end + 1).filter((message) => message.kind !== "system").length;
  return { kind: "earlier", key: `earlier-${messages[end]?.id}`, case: id, at, count, known: from > 0 || !more, open: unfolded.includes(id) };
}

/**
 * Confirmed messages in their order, then what the outbox still holds.
 * @param {Record<string, Message>} held
 * @param {OutboxItem[]} outbox
 * @param {{id: string, name: string} | null} me
 */
export function withWaiting(held, outbox, me) {
  const waiting = outbox.filter((item) => !held[item.id]).map((item) => asMessage(item, me));
  return [...Object.values(held).sort(inOrder), ...waiting];
}

/** @param {OutboxItem} item @param {{id: string, name: string} | null} me @returns {Message} */
function asMessage(item, me) {
  const attachments = item.file ? [{ id: item.file.id, name: item.file.name, type: item.file.type, size: item.file.size, url: null, state: /** @type {const} */ ("fetching"), ...(item.file.voice ? { voice: true } : {}) }] : [];
  return {
    id: item.id, case: item.case, version: 0, kind: item.kind === "media" ? "file" : item.kind, direction: item.kind === "note" ? "none" : "out",
    author: { kind: "agent", id: me?.id ?? null, name: me?.name ?? null }, text: item.text || null, attachments,
    status: item.state === "failed" ? "failed" : "pending", reason: item.reason, at: item.at, replyTo: item.replyTo ?? null, waiting: item,
  };
}

/**
 * The same author within a minute.
 * @param {Message} one
 * @param {Message} two
 */
function follows(one, two) {
  return one.kind !== "note" && two.kind !== "note" && one.direction === two.direction && one.author.kind === two.author.kind && one.author.id === two.author.id
    && Date.parse(two.at) - Date.parse(one.at) < 60_000;
}
