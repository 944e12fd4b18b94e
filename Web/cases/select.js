/**
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").State} State
 */

/**
 * Whether a live case stands in my list: what I hold, what waits in my queues, and everything live for supervisors.
 * The same rule as the snapshot's, so that events and a fresh snapshot give the same list.
 * @param {Card} card
 * @param {State} state
 */
export function isListed(card, { me, directory }) {
  if (!me || card.state === "closed") return false;
  if (card.agent === me.id) return true;
  if (me.role !== "agent") return true;
  const waits = card.state === "bot" || card.state === "queued" || card.state === "offered";
  return waits && (directory.queues[card.queue]?.members ?? []).includes(me.id);
}

/** @param {State} state @returns {Card[]} */
export function waitingCards(state) {
  const me = state.me?.id;
  return Object.values(state.cases.byId)
    .filter((card) => card.state !== "open" && card.state !== "waiting" && isListed(card, state))
    .sort((one, two) => Number(isMine(two, me)) - Number(isMine(one, me)) || (isMine(one, me) ? byTime(one.deadline ?? "~", two.deadline ?? "~") : 0) || byTime(one.queuedAt ?? one.createdAt, two.queuedAt ?? two.createdAt) || one.number - two.number);
}

/** @param {State} state @returns {Card[]} */
export function openCards(state) {
  return Object.values(state.cases.byId)
    .filter((card) => (card.state === "open" || card.state === "waiting") && isListed(card, state))
    .sort((one, two) => byTime(two.lastMessageAt ?? two.updatedAt, one.lastMessageAt ?? one.updatedAt) || two.number - one.number);
}

/**
 * The newest fifty I closed or passed on; one that lives in my list again stands there only.
 * @param {State} state
 * @returns {Card[]}
 */
export function attendedCards(state) {
  return Object.values(state.cases.attended)
    .filter((card) => { const live = state.cases.byId[card.id]; return !live || !isListed(live, state); })
    .sort((one, two) => byTime(two.closedAt ?? two.updatedAt, one.closedAt ?? one.updatedAt) || two.number - one.number)
    .slice(0, 50);
}

/** @param {State} state @returns {Card | null} */
export function selectedCard(state) {
  const number = state.screen.selected;
  return number === null ? null : cardByNumber(state, number);
}

/** @param {State} state @param {number} number @returns {Card | null} */
export function cardByNumber(state, number) {
  const find = (/** @type {Record<string, Card>} */ cards) => Object.values(cards).find((card) => card.number === number);
  return find(state.cases.byId) ?? find(state.cases.attended) ?? null;
}

/**
 * Offers to me, the nearest deadline first.
 * @param {State} state
 */
export function myOffers(state) {
  return waitingCards(state).filter((card) => card.state === "offered" && card.agent === state.me?.id);
}

/** @param {Card} card @param {State} state */
export function canWrite(card, state) {
  return card.agent === state.me?.id && (card.state === "open" || card.state === "waiting");
}

/** @param {Card} card @param {State} state */
export function canTake(card, state) {
  if (card.state === "offered") return card.agent === state.me?.id;
  const waits = card.state === "queued" || card.state === "bot";
  return waits && state.me !== null && (state.directory.queues[card.queue]?.members ?? []).includes(state.me.id);
}

/** @param {Card} card @param {string | undefined} me */
const isMine = (card, me) => card.state === "offered" && card.agent === me;

/** @param {string} one @param {string} two */
const byTime = (one, two) => (one < two ? -1 : one > two ? 1 : 0);
