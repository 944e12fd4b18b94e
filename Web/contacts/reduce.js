/**
 * @typedef {import("../lib/types").ContactsPart} ContactsPart
 * @typedef {import("../lib/types").CustomerHistory} CustomerHistory
 * @typedef {import("../lib/types").Action} Action
 * @typedef {import("../lib/types").Card} Card
 */

/** @type {ContactsPart} */
export const noContacts = { histories: {}, products: {}, labels: null, attributes: {}, dispositions: {} };

/**
 * Whose cases: a contact, or an address that is nobody's yet.
 * @param {Card} card
 */
export const customerOf = (card) => card.contact.id ?? card.contact.point.id;

/**
 * What the third column holds beside the conversation's own contact: cases of customers, products, labels, and the fields of cases.
 * @param {ContactsPart | undefined} held
 * @param {Action} action
 * @returns {ContactsPart}
 */
export function reduceContacts(held = noContacts, action) {
  switch (action.type) {
    // What a snapshot or a changed set-up leaves behind is asked for again by whoever shows it.
    case "snapshot": return noContacts;
    case "directory": return held.labels ? { ...held, labels: null } : held;
    case "history.loading": return withHistory(held, action.customer, { ...(held.histories[action.customer] ?? { items: [], counts: {}, next: null }), status: "loading" });
    case "history.failed": return withHistory(held, action.customer, { ...(held.histories[action.customer] ?? { items: [], counts: {}, next: null }), status: "error" });
    case "history.loaded": return withHistory(held, action.customer, joined(action.more ? held.histories[action.customer] : undefined, action));
    case "products": return { ...held, products: { ...held.products, [action.contact]: { status: "ready", items: action.items } } };
    case "products.failed": return { ...held, products: { ...held.products, [action.contact]: { status: "error", items: held.products[action.contact]?.items ?? [] } } };
    case "product": return changeProducts(held, action.contact, (items) => (items.some((one) => one.id === action.product.id) ? items.map((one) => (one.id === action.product.id && one.version <= action.product.version ? action.product : one)) : [action.product, ...items]));
    case "product.gone": return changeProducts(held, action.contact, (items) => items.filter((one) => one.id !== action.product));
    case "labels": return { ...held, labels: action.labels };
    case "dispositions": return { ...held, dispositions: { ...held.dispositions, [action.case]: { status: "ready", items: action.items, forms: action.forms } } };
    case "attributes": return withAttributes(held, action.case, { attributes: action.attributes, version: action.version });
    case "frame": return applyFrame(held, action.frame);
    default: return held;
  }
}

/** @param {ContactsPart} held @param {import("../lib/types").Frame} frame @returns {ContactsPart} */
function applyFrame(held, { kind, data }) {
  if (kind === "case.attributes") return withAttributes(held, data.case, data);
  if (kind === "contact.updated") {
    // Products are told of, not carried: whoever shows them reads them again. An address that came or went brings or takes its cases.
    const products = data.products ? stale(held.products, data.contact.id) : held.products;
    const moved = data.point ?? data.gone?.point;
    const histories = moved ? stale(stale(held.histories, data.contact.id), moved) : held.histories;
    return products === held.products && histories === held.histories ? held : { ...held, products, histories };
  }
  const card = data?.case;
  if (!card?.contact) return held;
  const known = kind === "case.classified" ? { ...held, dispositions: stale(held.dispositions, card.id) } : held;
  return withCard(known, card);
}

/** @param {ContactsPart} held @param {Card} card @returns {ContactsPart} */
function withCard(held, card) {
  const customer = customerOf(card);
  const history = held.histories[customer];
  if (!history || history.status === "loading") return held;
  const known = history.items.find((item) => item.id === card.id);
  if (known && known.version >= card.version) return held;
  const items = known ? history.items.map((item) => (item.id === card.id ? card : item)) : [card, ...history.items];
  return withHistory(held, customer, { ...history, items });
}

/** @param {ContactsPart} held @param {string} customer @param {CustomerHistory} history @returns {ContactsPart} */
const withHistory = (held, customer, history) => ({ ...held, histories: { ...held.histories, [customer]: history } });

/** @param {CustomerHistory | undefined} before @param {Action} page @returns {CustomerHistory} */
function joined(before, { items, next }) {
  const cards = items.map((/** @type {{case: Card}} */ item) => item.case);
  const fresh = new Set(cards.map((/** @type {Card} */ card) => card.id));
  const counts = Object.fromEntries(items.map((/** @type {import("../lib/types").CustomerCase} */ item) => [item.case.id, { messages: item.messages, dispositions: item.dispositions }]));
  return { status: "ready", items: [...(before?.items ?? []).filter((card) => !fresh.has(card.id)), ...cards], counts: { ...before?.counts, ...counts }, next };
}

/** @param {ContactsPart} held @param {string} contact @param {(items: import("../lib/types").Product[]) => import("../lib/types").Product[]} change @returns {ContactsPart} */
function changeProducts(held, contact, change) {
  const known = held.products[contact];
  return known ? { ...held, products: { ...held.products, [contact]: { ...known, items: change(known.items) } } } : held;
}

/** @param {ContactsPart} held @param {string} id @param {{attributes: Record<string, any>, version: number}} found @returns {ContactsPart} */
function withAttributes(held, id, { attributes, version }) {
  const known = held.attributes[id];
  return known && known.version > version ? held : { ...held, attributes: { ...held.attributes, [id]: { values: attributes, version } } };
}

/**
 * What is shown stays while it is read again.
 * @template {{status: string}} T
 * @param {Record<string, T>} record
 * @param {string} key
 * @returns {Record<string, T>}
 */
function stale(record, key) {
  const held = record[key];
  return held ? { ...record, [key]: { ...held, status: "stale" } } : record;
}
