/**
 * @typedef {import("../lib/types").History} History
 * @typedef {import("../lib/types").Action} Action
 * @typedef {import("../lib/types").Card} Card
 */

/**
 * Cases of a contact, by contact, as the history tab lists them.
 * @param {Record<string, History>} histories
 * @param {Action} action
 * @returns {Record<string, History>}
 */
export function reduceHistories(histories, action) {
  switch (action.type) {
    case "snapshot": return {};
    case "history.loading": return histories[action.contact] ? histories : { ...histories, [action.contact]: { status: "loading", items: [], next: null } };
    case "history.failed": return { ...histories, [action.contact]: { status: "error", items: histories[action.contact]?.items ?? [], next: null } };
    case "history.loaded": {
      const before = action.more ? histories[action.contact]?.items ?? [] : [];
      return { ...histories, [action.contact]: { status: "ready", items: [...before, ...action.items], next: action.next } };
    }
    case "frame": return withCard(histories, action.frame.data?.case);
    default: return histories;
  }
}

/** @param {Record<string, History>} histories @param {Card | undefined} card @returns {Record<string, History>} */
function withCard(histories, card) {
  const contact = card?.contact?.id;
  const held = contact ? histories[contact] : undefined;
  if (!card || !contact || !held || held.status !== "ready") return histories;
  const known = held.items.find((item) => item.id === card.id);
  if (known && known.version >= card.version) return histories;
  const items = known ? held.items.map((item) => (item.id === card.id ? card : item)) : [card, ...held.items];
  return { ...histories, [contact]: { ...held, items } };
}
