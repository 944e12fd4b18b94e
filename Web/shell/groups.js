import { attendedCards } from "../cases/select.js";
import { serverNow } from "../lib/api.js";
import { dayKey } from "../lib/format.js";

/**
 * The groups I work in, a campaign each, with the counts the rail and the campaign menu show.
 * @typedef {import("../lib/types").State} State
 * @typedef {import("../lib/types").Card} Card
 * @typedef {{id: string | null, name: string, preset: string, queues: string[], waiting: number, open: number, closed: number, mine: boolean}} Group `mine`: open and closed are only mine
 */

/** @type {{cases: unknown, directory: unknown, me: unknown, day: string, groups: Group[]} | null} */
let last = null;

/**
 * A queue's open and closed are everybody's where its cases are; else the server gives none, and mine are counted here.
 * @param {State} state
 * @returns {Group[]}
 */
export function groupsOf(state) {
  const { cases, directory, me } = state;
  const day = dayKey(serverNow());
  if (last && last.cases === cases && last.directory === directory && last.me === me && last.day === day) return last.groups;
  /** @type {Map<string, Group>} */
  const groups = new Map();
  const open = tally(Object.values(cases.byId).filter((card) => card.agent === me?.id && (card.state === "open" || card.state === "waiting")));
  const closed = tally(attendedCards(state).filter((card) => card.closedBy === me?.id && card.closedAt !== null && dayKey(card.closedAt) === day));
  for (const count of Object.values(directory.queueCounts)) {
    const queue = directory.queues[count.queue];
    const campaign = queue && directory.campaigns[queue.campaign];
    if (!queue || !campaign || campaign.archivedAt || queue.archivedAt) continue;
    const group = groups.get(campaign.id) ?? { id: campaign.id, name: campaign.name, preset: campaign.preset, queues: [], waiting: 0, open: 0, closed: 0, mine: false };
    group.queues.push(queue.name);
    group.waiting += count.waiting;
    group.open += count.open ?? open.get(queue.id) ?? 0;
    group.closed += count.closedToday ?? closed.get(queue.id) ?? 0;
    group.mine ||= count.open === null;
    groups.set(campaign.id, group);
  }
  const sorted = [...groups.values()].sort((one, two) => one.name.localeCompare(two.name));
  last = { cases, directory, me, day, groups: sorted };
  return sorted;
}

/** @param {Group[]} groups @returns {Group} all of them together */
export function allGroups(groups) {
  const sum = (/** @type {"waiting" | "open" | "closed"} */ key) => groups.reduce((all, group) => all + group[key], 0);
  return { id: null, name: "", preset: "other", queues: [], waiting: sum("waiting"), open: sum("open"), closed: sum("closed"), mine: groups.length > 0 && groups.every((group) => group.mine) };
}

/**
 * Two letters of a group: of its first two words that say something ("Ventas en línea" is VL), or the first two of one.
 * @param {string} name
 */
export function tileOf(name) {
  const words = name.trim().split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const telling = words.filter((word, at) => at === 0 || Array.from(word).length > 2);
  const [first = "?", second] = telling;
  return (second ? (Array.from(first)[0] ?? "") + (Array.from(second)[0] ?? "") : Array.from(first).slice(0, 2).join("")).toUpperCase();
}

/** @param {Card[]} cards */
function tally(cards) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const card of cards) counts.set(card.queue, (counts.get(card.queue) ?? 0) + 1);
  return counts;
}
