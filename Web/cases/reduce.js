/**
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").CasesState} CasesState
 * @typedef {import("../lib/types").Frame} Frame
 * @typedef {import("../lib/types").Action} Action
 */

/** @type {CasesState} */
export const noCases = { byId: {}, gone: {}, attended: {} };

/**
 * @param {CasesState} cases
 * @param {Action} action
 * @param {string | null} me
 * @returns {CasesState}
 */
export function reduceCases(cases, action, me) {
  switch (action.type) {
    case "snapshot": return fromSnapshot(action.snapshot.cases);
    case "frame": return applyFrame(cases, action.frame, me);
    // What I keep of a case that I passed on is not the case.
    case "case": return action.card.attended ? { ...cases, attended: withFrozen(cases.attended, action.card) } : withCard(cases, action.card, me);
    case "cases": return action.cards.reduce((/** @type {CasesState} */ all, /** @type {Card} */ card) => withCard(all, card, me), cases);
    default: return cases;
  }
}

/** @param {Card[]} cards @returns {CasesState} */
function fromSnapshot(cards) {
  /** @type {CasesState} */
  const cases = { byId: {}, gone: {}, attended: {} };
  for (const card of cards) (card.attended ? cases.attended : cases.byId)[card.id] = card;
  return cases;
}

/**
 * @param {CasesState} cases
 * @param {Frame} frame
 * @param {string | null} me
 * @returns {CasesState}
 */
function applyFrame(cases, { kind, data }, me) {
  if (kind === "case.gone") return without(cases, data.id, data.version);
  if (kind === "attended.added") return { ...cases, attended: withFrozen(cases.attended, data.case) };
  if (kind === "contact.updated") return withContact(cases, data);
  return data && data.case && data.case.id ? withCard(cases, data.case, me) : cases;
}

/**
 * A case is replaced only by a higher version, and comes back only above the version at which it was lost from sight.
 * @param {CasesState} cases
 * @param {Card} card
 * @param {string | null} me
 * @returns {CasesState}
 */
function withCard(cases, card, me) {
  const held = cases.byId[card.id];
  const lost = cases.gone[card.id];
  if (held && card.version <= held.version) return cases;
  if (lost !== undefined && card.version <= lost) return cases;
  const closedByMe = card.state === "closed" && card.closedBy === me && me !== null;
  return {
    byId: { ...cases.byId, [card.id]: card },
    gone: lost === undefined ? cases.gone : omit(cases.gone, card.id),
    attended: closedByMe ? withFrozen(cases.attended, { ...card, attended: true }) : cases.attended,
  };
}

/** @param {CasesState} cases @param {string} id @param {number} version @returns {CasesState} */
function without(cases, id, version) {
  const held = cases.byId[id];
  if (held && held.version > version) return cases;
  if ((cases.gone[id] ?? -1) >= version) return cases;
  return { ...cases, byId: held ? omit(cases.byId, id) : cases.byId, gone: { ...cases.gone, [id]: version } };
}

/**
 * What a card says of its contact.
 * @param {{id: string, name: string, code: string | null, vip?: boolean, blocked?: boolean}} contact
 */
function marked({ id, name, code, vip = false, blocked = false }) { return { id, name, code, vip, blocked }; }

/** @param {Record<string, Card>} attended @param {Card} card */
function withFrozen(attended, card) {
  const held = attended[card.id];
  return held && held.version >= card.version ? attended : { ...attended, [card.id]: { ...card, attended: true } };
}

/**
 * @param {CasesState} cases
 * @param {{contact: {id: string, name: string, code: string | null, vip?: boolean, blocked?: boolean}, point?: string, gone?: {point: string, name: string | null}, merged?: string}} data `gone`: an address that is nobody's again; `merged`: a contact that became this one
 * @returns {CasesState}
 */
function withContact(cases, { contact, point, gone, merged }) {
  const renamed = (/** @type {Record<string, Card>} */ cards) => {
    /** @type {Record<string, Card> | null} */
    let changed = null;
    for (const card of Object.values(cards)) {
      const at = card.contact.point.id;
      if (card.contact.id !== contact.id && (!point || at !== point) && (!merged || card.contact.id !== merged)) continue;
      changed ??= { ...cards };
      changed[card.id] = { ...card, contact: { ...card.contact, ...(gone && at === gone.point ? { id: null, name: gone.name, code: null, vip: false, blocked: false } : marked(contact)) } };
    }
    return changed ?? cards;
  };
  return { ...cases, byId: renamed(cases.byId), attended: renamed(cases.attended) };
}

/** @template T @param {Record<string, T>} record @param {string} key */
function omit(record, key) {
  const { [key]: _, ...rest } = record;
  return rest;
}
