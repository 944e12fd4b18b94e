/**
 * The contacts module's part of the state: the rows of one question, page by page, and every contact that is known whole.
 * @typedef {import("../lib/types").PeoplePart} PeoplePart
 * @typedef {import("../lib/types").Action} Action
 * @typedef {import("../lib/types").Contact} Contact
 */

/** @type {PeoplePart} */
export const noPeople = { key: "", status: "loading", items: [], next: null, more: false, barren: 0, error: null, count: null, fresh: [], outdated: false, byId: {}, touched: {} };

/** Contacts nobody shows that may wait to be looked at; beyond that the list says that it is old. */
const MOST = 30;

/**
 * @param {PeoplePart | undefined} held
 * @param {Action} action
 * @returns {PeoplePart}
 */
export function reducePeople(held = noPeople, action) {
  switch (action.type) {
    // Rows stay on the screen while others are on their way.
    case "people.asked": return { ...held, key: action.key, status: held.items.length > 0 ? "changing" : "loading", more: false, barren: 0, error: null, count: null, fresh: [], outdated: false };
    case "people.more": return { ...held, more: true, barren: action.again ? 0 : held.barren, error: null };
    case "people.page": return action.key === held.key ? page(held, action) : held;
    case "people.failed": return action.key === held.key ? { ...held, status: action.more ? "ready" : "error", items: action.more ? held.items : [], more: false, error: action.error } : held;
    case "people.count": return action.key === held.key ? { ...held, count: action.count } : held;
    case "people.read": return read(held, action);
    case "people.gone": return gone(held, action.id);
    case "contact": return action.contact.points ? know(held, action.contact) : held;
    case "snapshot": return held.key === "" ? held : { ...held, outdated: held.status === "ready" };
    case "people.changed": return held.status === "ready" ? { ...held, outdated: true } : held;
    case "frame": return action.frame.kind === "contact.updated" ? touch(action.frame.data.merged ? gone(held, action.frame.data.merged) : held, action.frame.data.contact) : held;
    default: return held;
  }
}

/** @param {PeoplePart} held @param {Action} action @returns {PeoplePart} */
function page(held, { items, next, more }) {
  const known = items.reduce((/** @type {PeoplePart} */ one, /** @type {Contact} */ contact) => know(one, contact), held);
  const ids = items.map((/** @type {Contact} */ contact) => contact.id);
  const before = more ? held.items : [];
  const barren = ids.length > 0 ? 0 : held.barren + 1;
  return { ...known, status: "ready", more: false, error: null, next, barren, items: [...before, ...ids.filter((/** @type {string} */ id) => !before.includes(id))], ...(more ? {} : { outdated: false, fresh: [] }) };
}

/**
 * What a contact is now, and whether the list asks for it; one that was asked for may be another's since a merge.
 * @param {PeoplePart} held
 * @param {Action} action
 * @returns {PeoplePart}
 */
function read(held, { id, contact, fits }) {
  const before = contact.id === id ? held : gone(held, id);
  const known = know(before, contact);
  const { [id]: _, [contact.id]: __, ...touched } = known.touched;
  const next = { ...known, touched };
  const listed = next.items.includes(contact.id);
  if (listed && !fits) return { ...next, items: next.items.filter((one) => one !== contact.id) };
  if (listed || !fits || next.status !== "ready") return { ...next, fresh: fits ? next.fresh : next.fresh.filter((one) => one !== contact.id) };
  return next.fresh.includes(contact.id) ? next : { ...next, fresh: [...next.fresh, contact.id] };
}

/** @param {PeoplePart} held @param {string} id @returns {PeoplePart} */
function gone(held, id) {
  const { [id]: _, ...touched } = held.touched;
  const { [id]: __, ...byId } = held.byId;
  return { ...held, byId, touched, items: held.items.filter((one) => one !== id), fresh: held.fresh.filter((one) => one !== id) };
}

/**
 * Said of it is only that it changed.
 * @param {PeoplePart} held
 * @param {{id: string, version: number}} said
 * @returns {PeoplePart}
 */
function touch(held, { id, version }) {
  if (held.key === "" || (held.byId[id]?.version ?? 0) >= version || (held.touched[id] ?? 0) >= version) return held;
  const shown = held.byId[id] !== undefined;
  if (!shown && !held.touched[id] && Object.keys(held.touched).filter((one) => !held.byId[one]).length >= MOST) return { ...held, outdated: true };
  return { ...held, touched: { ...held.touched, [id]: version } };
}

/** @param {PeoplePart} held @param {Contact} contact @returns {PeoplePart} */
function know(held, contact) {
  const before = held.byId[contact.id];
  return before && before.version > contact.version ? held : { ...held, byId: { ...held.byId, [contact.id]: contact } };
}
