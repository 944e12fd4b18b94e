import { SOON } from "./follow-up-clock.js";

/**
 * What is to be said of my follow-ups. Pure: what is noted and what was said already, in; what is to be said now, out.
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").Notice} Notice
 */

/** What has been due for longer is not news: its clock says it, and the dot. */
export const NEWS = 7 * 86_400_000;

/**
 * Each once ten minutes before, and once when it is due; one that is due already is not said to be near.
 * @param {Card[]} cards whose follow-up is mine
 * @param {Set<string>} said ids of notices
 * @param {number} now
 * @returns {{fresh: Notice[], overdue: boolean, next: number}} next: milliseconds until there is something to say
 */
export function followUpsDue(cards, said, now) {
  /** @type {Notice[]} */
  const fresh = [];
  let [overdue, next] = [false, Infinity];
  for (const card of cards) {
    if (!card.followUp) continue;
    const left = Date.parse(card.followUp.at) - now;
    if (left <= 0) overdue = true;
    if (left > 0) next = Math.min(next, left > SOON ? left - SOON : left);
    if (left > SOON || left < -NEWS) continue;
    const kind = left > 0 ? "followUpSoon" : "followUpDue";
    const id = `${kind}:${card.id}:${card.followUp.at}`;
    if (said.has(id)) continue;
    fresh.push({ id, kind, case: card.id, number: card.number, name: card.contact.name || card.contact.point.display, text: card.followUp.note ?? "", at: now, read: false, count: 1 });
  }
  return { fresh, overdue, next };
}
