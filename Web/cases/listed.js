/**
 * What of my cases the list shows: the campaign in scope, the filter, the order. Pure.
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").Screen} Screen
 * @typedef {Pick<Screen, "scope" | "filter" | "look">} Chosen
 */

/**
 * An offer to me is shown whatever was chosen: it has a deadline.
 * @param {Card[]} cards
 * @param {Chosen} chosen
 * @param {string | undefined} me
 * @returns {{shown: Card[], outside: number, filtered: number}} outside: mine in other campaigns; filtered: taken out by the filter
 */
export function listed(cards, { scope, filter, look }, me) {
  let outside = 0;
  let filtered = 0;
  const shown = cards.filter((card) => {
    if (card.state === "offered" && card.agent === me) return true;
    if (look.mine && card.agent !== me && (card.state === "open" || card.state === "waiting")) return false;
    if (scope !== null && card.campaign !== scope) { outside += 1; return false; }
    if (passes(card, filter)) return true;
    filtered += 1;
    return false;
  });
  return { shown, outside, filtered };
}

/** @param {Card} card @param {import("../lib/types").ListFilter} filter */
const passes = (card, filter) => (!filter.unread || Boolean(card.unread)) && (!filter.flagged || card.marks.flagged) && (filter.channels.length === 0 || filter.channels.includes(card.channel));

/**
 * @param {Card[]} cards the newest first
 * @param {Screen["look"]["order"]} order
 */
export function inOrder(cards, order) {
  if (order === "oldest") return [...cards].reverse();
  if (order !== "unread") return cards;
  return [...cards].sort((one, two) => Number(Boolean(two.unread)) - Number(Boolean(one.unread)) || (one.unread && two.unread ? (one.unread.since < two.unread.since ? -1 : 1) : 0));
}

/** @param {import("../lib/types").ListFilter} filter */
export const filterCount = ({ unread, flagged, channels }) => Number(unread) + Number(flagged) + channels.length;
