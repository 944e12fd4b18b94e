/**
 * @typedef {import("../lib/types").CaseView} CaseView
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").State} State
 * @typedef {import("../lib/types").Action} Action
 */

/**
 * The rows behind a count, kept true by the events that come after they were read.
 * @param {CaseView | null} view
 * @param {Action} action
 * @param {State} state the state before the action
 * @returns {CaseView | null}
 */
export function reduceView(view, action, state) {
  if (action.type === "view") return { ...action.view, status: "loading", error: null, items: {} };
  if (action.type === "view.closed" || action.type === "scope") return null;
  if (!view) return view;
  const me = state.me?.id ?? null;
  switch (action.type) {
    case "view.loaded": return sameView(view, action.view) ? { ...view, status: "ready", items: merge(view, action.cards, me) } : view;
    case "view.failed": return sameView(view, action.view) && view.status !== "ready" ? { ...view, status: "error", error: action.error } : view;
    case "case": return action.card.attended ? view : withCard(view, action.card, me);
    case "frame": {
      const { kind, data } = action.frame;
      if (kind === "case.gone") return view.kind === "open" ? without(view, data.id, data.version) : view;
      return data?.case?.id ? withCard(view, data.case, me) : view;
    }
    default: return view;
  }
}

/**
 * Whether the count that was asked counts this case.
 * @param {CaseView} view
 * @param {Card} card
 * @param {string | null} me
 */
export function isCounted(view, card, me) {
  if (view.campaign !== null && card.campaign !== view.campaign) return false;
  if (view.kind === "open") return (card.state === "open" || card.state === "waiting") && (!view.mine || card.agent === me);
  return card.state === "closed" && card.closedAt !== null && card.closedAt >= (view.since ?? "") && (!view.mine || card.closedBy === me);
}

/**
 * The rows, the newest first.
 * @param {CaseView} view
 * @param {string | null} me
 */
export function viewCards(view, me) {
  const at = (/** @type {Card} */ card) => (view.kind === "closed" ? card.closedAt : card.lastMessageAt) ?? card.updatedAt;
  return Object.values(view.items).filter((card) => isCounted(view, card, me)).sort((one, two) => (at(one) < at(two) ? 1 : at(one) > at(two) ? -1 : two.number - one.number));
}

/** @param {CaseView} one @param {CaseView} two */
export const sameView = (one, two) => one.kind === two.kind && one.campaign === two.campaign && one.mine === two.mine;

/** @param {CaseView} view @param {Card[]} cards @param {string | null} me */
const merge = (view, cards, me) => cards.reduce((all, card) => withCard(all, card, me), view).items;

/**
 * What left the count stays behind it with its version, so that an older frame can't bring it back.
 * @param {CaseView} view
 * @param {Card} card
 * @param {string | null} me
 * @returns {CaseView}
 */
function withCard(view, card, me) {
  const held = view.items[card.id];
  if (held ? held.version >= card.version : !isCounted(view, card, me)) return view;
  return { ...view, items: { ...view.items, [card.id]: card } };
}

/** @param {CaseView} view @param {string} id @param {number} version @returns {CaseView} */
function without(view, id, version) {
  const held = view.items[id];
  return held && held.version <= version ? { ...view, items: { ...view.items, [id]: { ...held, version, state: "closed" } } } : view;
}
