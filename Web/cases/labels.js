/**
 * What a card says of its case, by its campaign's words (product: "label"). Pure.
 * @typedef {{word: string, icon: string, tone: string}} Label `word` ends the key of the text
 */

/** @type {Record<string, [icon: string, tone: string]>} */
const LOOK = {
  bot: ["bot", "bot"], queued: ["queued", "queued"], offered: ["offered", "offered"], open: ["open", "open"], new: ["queued", "queued"], active: ["open", "open"],
  transferred: ["transfer", "moved"], escalated: ["escalate", "escalated"], closed: ["closed", "closed"],
};

/**
 * Orphaned, flagged, unread and waiting are marks: they change no label.
 * @param {import("../lib/types").Labels} labels
 * @param {{state: import("../lib/types").CaseStatus, marks: {transferred: boolean, escalated: boolean}}} card
 * @returns {Label}
 */
export function labelOf(labels, { state, marks }) {
  const word = state === "closed" ? "closed" : wordOf(labels, state, marks);
  const [icon, tone] = LOOK[word] ?? ["info", ""];
  return { word, icon, tone };
}

/** @param {import("../lib/types").Labels} labels @param {string} state @param {{transferred: boolean, escalated: boolean}} marks */
function wordOf(labels, state, marks) {
  const waits = state === "bot" || state === "queued" || state === "offered";
  switch (labels) {
    case "stages": return marks.escalated ? "escalated" : marks.transferred ? "transferred" : waits ? "new" : "open";
    case "activeClosed": return "active";
    case "line": return waits ? state : "open";
    default: return "open";
  }
}

/**
 * The words of what the list shows: of the campaign in scope, or of all my campaigns where they speak alike.
 * @param {import("../lib/types").Directory} directory
 * @param {import("../lib/types").Me | null} me
 * @param {string | null} scope
 * @returns {import("../lib/types").Labels | "mixed"}
 */
export function labelsOf({ campaigns, queues }, me, scope) {
  const mine = scope !== null ? [scope] : Object.values(queues).filter((queue) => me?.role !== "agent" || queue.members.includes(me.id)).map((queue) => queue.campaign);
  const words = new Set(mine.map((id) => campaigns[id]?.policy.labels ?? "line"));
  const [only] = words;
  return words.size === 1 && only ? only : "mixed";
}

/**
 * The channel that stands for a case, and those beside it, as its campaign wants them shown.
 * @param {{channel: string, channels?: {used: string[], last: string, lastInbound: string}}} card
 * @param {{cardChannel?: "origin" | "lastInbound" | "last", channelIcons?: boolean}} policy
 * @returns {{main: string, others: string[]}}
 */
export function channelsOf({ channel, channels }, { cardChannel = "origin", channelIcons = false }) {
  const main = (cardChannel === "origin" ? channel : channels?.[cardChannel]) || channel;
  return { main, others: channelIcons ? (channels?.used ?? []).filter((one) => one !== main) : [] };
}
