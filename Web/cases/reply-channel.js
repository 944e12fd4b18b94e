import { serverNow } from "../lib/api.js";

/**
 * By which of the customer's channels the next reply goes, and until when it may.
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").Conversation} Conversation
 * @typedef {import("../lib/types").ReplyChannel} ReplyChannel
 * @typedef {{left: number, tone: "calm" | "soon" | "over", hours: number, minutes: number}} WindowLeft
 */
const HOUR = 3_600_000;
/** Media whose providers close a conversation a while after the customer's last word. */
const CLOSES_AFTER = { whatsapp: 24 * HOUR };
/** What a medium can carry beside words and files. */
const CAN = { whatsapp: ["reaction", "voice", "quote"], telegram: ["reaction", "voice", "quote"], messenger: ["reaction", "voice"], instagram: ["reaction", "voice"] };

/** @param {{account: string, point: string}} channel */
export const viaOf = (channel) => `${channel.account}/${channel.point}`;

/** @param {string} channel @param {"reaction" | "voice" | "quote"} what */
export const channelCan = (channel, what) => (/** @type {Record<string, string[]>} */ (CAN)[channel] ?? []).includes(what);

/**
 * Every channel a reply may take, the last used first; the case's own where the server named none.
 * @param {Card} card
 * @param {Conversation | undefined} conversation
 * @returns {ReplyChannel[]}
 */
export function replyChannels(card, conversation) {
  const known = conversation?.channels ?? [];
  if (known.length === 0) return [{ channel: card.channel, account: card.account, point: card.contact.point.id, display: card.contact.point.display, window: card.window ?? null, current: true }];
  const messages = Object.values(conversation?.messages ?? {});
  return known.map((one) => ({ ...one, window: one.current ? card.window ?? one.window : laterWindow(one, messages) }));
}

/**
 * @param {Card} card
 * @param {Conversation | undefined} conversation
 * @param {string | undefined} via what was chosen, if anything
 * @returns {ReplyChannel}
 */
export function replyChannel(card, conversation, via) {
  const all = replyChannels(card, conversation);
  return /** @type {ReplyChannel} */ (all.find((one) => viaOf(one) === via) ?? all.find((one) => one.current) ?? all[0]);
}

/**
 * Time left of a window: soon below two hours. Null where the medium has none.
 * @param {{endsAt: string} | null | undefined} window
 * @param {number} now
 * @returns {WindowLeft | null}
 */
export function windowLeft(window, now) {
  if (!window) return null;
  const left = Date.parse(window.endsAt) - now;
  const whole = Math.max(0, Math.ceil(left / 60_000));
  return { left, tone: left <= 0 ? "over" : left < 2 * HOUR ? "soon" : "calm", hours: Math.floor(whole / 60), minutes: whole % 60 };
}

/**
 * Whether seconds count: within two minutes of a window's end.
 * @param {{endsAt: string} | null} window
 */
export function endsSoon(window) {
  const left = windowLeft(window, serverNow())?.left ?? 0;
  return left > 0 && left < 120_000;
}

/**
 * Where the customer never wrote, the window never opened: its end lies at the beginning of time.
 * @param {{endsAt: string} | null} window
 */
export const wasNeverOpen = (window) => window !== null && Date.parse(window.endsAt) < 86_400_000;

/**
 * What the customer wrote on another channel since the case was read opens that channel's window again.
 * @param {ReplyChannel} channel
 * @param {import("../lib/types").Message[]} messages
 */
function laterWindow(channel, messages) {
  const lasts = /** @type {Record<string, number>} */ (CLOSES_AFTER)[channel.channel];
  if (!lasts) return channel.window;
  const newest = messages.reduce((/** @type {number} */ found, one) => (one.direction === "in" && one.account === channel.account && one.point === channel.point ? Math.max(found, Date.parse(one.at)) : found), 0);
  const endsAt = newest + lasts;
  return newest > 0 && (!channel.window || endsAt > Date.parse(channel.window.endsAt)) ? { endsAt: new Date(endsAt).toISOString() } : channel.window;
}
