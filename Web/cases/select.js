import { leads } from "./rights.js";

/**
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").State} State
 */

/**
 * Whether a live case stands in my list: what I hold, what waits in my queues, what colleagues have open where the campaign's list shows all that
 * one may see, and everything live for supervisors. The same rule as the snapshot's, so that events and a fresh snapshot give the same list.
 * @param {Card} card
 * @param {State} state
 */
export function isListed(card, { me, directory }) {
  if (!me || card.state === "closed") return false;
  if (card.agent === me.id) return true;
  if (leads(me, card.campaign)) return true;
  const waits = card.state === "bot" || card.state === "queued" || card.state === "offered";
  if (waits) return (directory.queues[card.queue]?.members ?? []).includes(me.id);
  return card.sight === "full" && isShared(card.campaign, me.id, directory);
}

/** @param {string} id @param {string} me @param {import("../lib/types").Directory} directory */
function isShared(id, me, { campaigns, queues }) {
  const campaign = campaigns[id];
  if (!campaign || campaign.archivedAt || campaign.policy.defaultView !== "all") return false;
  return campaign.policy.visibility === "everyone" || Object.values(queues).some((queue) => queue.campaign === id && queue.members.includes(me));
}

/**
 * The last answer stands while what it was made of is the same: many components ask for the same list.
 * @template T
 * @param {(state: State, selected: number | null) => T} select one that names `selected` also depends on the open case
 * @returns {(state: State) => T}
 */
function kept(select) {
  /** @type {{cases: unknown, directory: unknown, me: unknown, selected: unknown, value: T} | null} */
  let last = null;
  return (state) => {
    const { cases, directory, me } = state;
    const selected = select.length > 1 ? state.screen.selected : null;
    if (last && last.cases === cases && last.directory === directory && last.me === me && last.selected === selected) return last.value;
    last = { cases, directory, me, selected, value: select(state, selected) };
    return last.value;
  };
}

/** Offers to me by their deadline, then whoever has waited longest. */
export const waitingCards = kept((/** @type {State} */ state) => {
  const me = state.me?.id;
  return Object.values(state.cases.byId)
    .filter((card) => card.state !== "open" && card.state !== "waiting" && isListed(card, state))
    .sort((one, two) => Number(isMine(two, me)) - Number(isMine(one, me)) || (isMine(one, me) ? byTime(one.deadline ?? "~", two.deadline ?? "~") : 0) || byTime(one.queuedAt ?? one.createdAt, two.queuedAt ?? two.createdAt) || one.number - two.number);
});

export const openCards = kept((/** @type {State} */ state) => {
  return Object.values(state.cases.byId)
    .filter((card) => (card.state === "open" || card.state === "waiting") && isListed(card, state))
    .sort((one, two) => byTime(two.lastMessageAt ?? two.updatedAt, one.lastMessageAt ?? one.updatedAt) || two.number - one.number);
});

/** The newest fifty I closed or passed on; one that lives in my list again stands there only. */
export const attendedCards = kept((/** @type {State} */ state) => {
  return Object.values(state.cases.attended)
    .filter((card) => { const live = state.cases.byId[card.id]; return !live || !isListed(live, state); })
    .sort((one, two) => byTime(two.closedAt ?? two.updatedAt, one.closedAt ?? one.updatedAt) || two.number - one.number)
    .slice(0, 50);
});

export const selectedCard = kept((/** @type {State} */ state, /** @type {number | null} */ selected) => (selected === null ? null : cardByNumber(state, selected)));

/** @param {State} state @param {number} number @returns {Card | null} */
export function cardByNumber(state, number) {
  const find = (/** @type {Record<string, Card>} */ cards) => Object.values(cards).find((card) => card.number === number);
  return find(state.cases.byId) ?? find(state.cases.attended) ?? null;
}

/** Offers to me, the nearest deadline first. */
export const myOffers = kept((/** @type {State} */ state) => waitingCards(state).filter((card) => card.state === "offered" && card.agent === state.me?.id));

/** @param {Card} card @param {State} state */
export function canWrite(card, state) {
  return card.agent === state.me?.id && (card.state === "open" || card.state === "waiting");
}

/**
 * Whether a reply of mine would go out: I hold it, or it waits for me and the first reply takes it.
 * @param {Card} card
 * @param {State} state
 */
export function canReply(card, state) {
  if (canWrite(card, state)) return true;
  return state.directory.campaigns[card.campaign]?.policy.acceptance === "onFirstReply" && card.sight === "full" && card.state !== "bot" && canTake(card, state);
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
