import { inOrder } from "./messages-reduce.js";

/**
 * @typedef {import("../lib/types").Message} Message
 * @typedef {import("../lib/types").OutboxItem} OutboxItem
 * @typedef {{kind: "day", key: string, at: string} | {kind: "unread", key: string, count: number} | {kind: "case", key: string, at: string, current: boolean} | {kind: "system", key: string, message: Message} | {kind: "message", key: string, message: Message, follow: boolean}} Item
 */

/**
 * A conversation as it is read: days, the unread rule, system lines, messages; what still waits to be sent stands last.
 * @param {Message[]} messages
 * @param {{case: string, unreadFrom: string | null, day: (at: string) => string}} options
 * @returns {Item[]}
 */
export function timelineItems(messages, { case: current, unreadFrom, day }) {
  /** @type {Item[]} */
  const items = [];
  let today = "";
  let inCase = current;
  let ruled = unreadFrom === null;
  /** @type {Message | null} */
  let before = null;
  for (const message of messages) {
    if (message.case !== inCase) {
      items.push({ kind: "case", key: `case-${message.case}`, at: message.at, current: message.case === current });
      inCase = message.case;
      before = null;
    }
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
