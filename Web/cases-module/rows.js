/**
 * The list's rows, kept true by what happens: what no longer matches leaves, what is new is announced and stands where it belongs when the list is read again.
 * Whether a case matches is never guessed here: the server is asked. Pure.
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").Frame} Frame
 * @typedef {import("../lib/types").Action} Action
 * @typedef {{count: number, exact: boolean}} Count
 * @typedef {{of: string, status: "loading" | "ready" | "error", error: any, ids: string[], byId: Record<string, Card>, next: string | null, more: boolean, moreError: any, count: Count | null,
 *   fresh: string[], leaving: Record<string, number>, asking: Record<string, number>, stale: boolean, at: number}} Rows
 * `of`: the question they answer; `fresh`: match and are not here; `leaving`: match no more, since when; `asking`: case → number, to be asked about; `stale`: too much happened to ask about each
 */

/** Cases asked about at once, and held back before the whole list is read again instead. */
export const ASKED = 200;
const MOST = 600;

/** @type {Rows} */
export const noRows = { of: "", status: "loading", error: null, ids: [], byId: {}, next: null, more: false, moreError: null, count: null, fresh: [], leaving: {}, asking: {}, stale: false, at: 0 };

/**
 * @param {Rows} rows
 * @param {Action} action
 * @returns {Rows}
 */
export function reduceRows(rows, action) {
  switch (action.type) {
    case "rows.ask": return action.of === rows.of && action.keep ? { ...rows, stale: false } : { ...noRows, of: action.of };
    case "rows.frames": return action.frames.reduce(heard, rows);
    case "rows.stale": return { ...rows, stale: true };
    default: return action.of === rows.of ? answered(rows, action) : rows;
  }
}

/**
 * What was asked for another list comes too late.
 * @param {Rows} rows
 * @param {Action} action
 * @returns {Rows}
 */
function answered(rows, action) {
  switch (action.type) {
    case "rows.page": return withPage(rows, action);
    case "rows.failed": return action.first ? { ...rows, status: rows.ids.length > 0 ? "ready" : "error", error: action.error } : { ...rows, more: false, moreError: action.error };
    case "rows.more": return { ...rows, more: true, moreError: null };
    case "rows.count": return { ...rows, count: action.count };
    case "rows.asked": return { ...rows, asking: omit(rows.asking, action.ids) };
    case "rows.checked": return checked(rows, action);
    case "rows.left": return left(rows, action.ids);
    default: return rows;
  }
}

/** @param {Rows} rows @param {Action} action @returns {Rows} */
function withPage(rows, { items, next, first, at }) {
  const held = first ? [] : rows.ids;
  const seen = new Set(held);
  const added = items.filter((/** @type {Card} */ card) => !seen.has(card.id) && seen.add(card.id));
  const byId = first ? {} : { ...rows.byId };
  for (const card of items) { const old = rows.byId[card.id]; byId[card.id] = old && old.version > card.version ? old : card; }
  const ids = [...held, ...added.map((/** @type {Card} */ card) => card.id)];
  return { ...rows, status: "ready", error: null, ids, byId, next, more: false, moreError: null, at, fresh: rows.fresh.filter((id) => !first && !seen.has(id)), leaving: first ? {} : omit(rows.leaving, items.map((/** @type {Card} */ card) => card.id)) };
}

/** @param {Rows} rows @param {Frame} frame @returns {Rows} */
function heard(rows, { kind, data }) {
  if (kind === "snapshot" || kind === "reset") return { ...rows, stale: true };
  if (kind === "case.gone") return gone(rows, data);
  if (kind === "contact.updated") return renamed(rows, data);
  if (kind === "attended.added") return rows;
  const card = data?.case?.id ? /** @type {Card} */ (data.case) : null;
  if (!card || card.attended) return rows;
  const held = rows.byId[card.id];
  if (held && held.version > card.version) return rows;
  return ask(held ? { ...rows, byId: { ...rows.byId, [card.id]: card } } : rows, card.id, card.number);
}

/** @param {Rows} rows @param {string} id @param {number} number @returns {Rows} */
function ask(rows, id, number) {
  if (rows.asking[id] !== undefined) return rows;
  return Object.keys(rows.asking).length >= MOST ? { ...rows, asking: {}, stale: true } : { ...rows, asking: { ...rows.asking, [id]: number } };
}

/**
 * Out of my sight: there is nothing to ask.
 * @param {Rows} rows
 * @param {{id: string, version: number}} data
 * @returns {Rows}
 */
function gone(rows, { id, version }) {
  const held = rows.byId[id];
  if (held && held.version > version) return rows;
  const left = { ...rows, fresh: rows.fresh.filter((one) => one !== id), asking: omit(rows.asking, [id]) };
  return held && !(id in rows.leaving) ? { ...left, leaving: { ...rows.leaving, [id]: 0 } } : left;
}

/** @param {Rows} rows @param {any} data @returns {Rows} */
function renamed(rows, { contact, point, gone: lost }) {
  let next = rows;
  for (const card of Object.values(rows.byId)) {
    const at = card.contact.point.id;
    if (card.contact.id !== contact?.id && (!point || at !== point)) continue;
    const now = lost && at === lost.point ? { id: null, name: lost.name, code: null } : { id: contact.id, name: contact.name, code: contact.code };
    next = ask({ ...next, byId: { ...next.byId, [card.id]: { ...card, contact: { ...card.contact, ...now } } } }, card.id, card.number);
  }
  return next;
}

/**
 * What the server said of those it was asked about.
 * @param {Rows} rows
 * @param {Action} action
 * @returns {Rows}
 */
function checked(rows, { ids, found, now }) {
  const matching = new Map(found.map((/** @type {Card} */ card) => [card.id, card]));
  const byId = { ...rows.byId };
  const leaving = { ...rows.leaving };
  let fresh = rows.fresh;
  for (const id of ids) {
    const card = /** @type {Card | undefined} */ (matching.get(id));
    const held = byId[id];
    if (held && card) { if (card.version >= held.version) byId[id] = card; delete leaving[id]; }
    else if (held) leaving[id] = leaving[id] || now;
    else if (card) fresh = fresh.includes(id) ? fresh : [...fresh, id];
    else fresh = fresh.filter((one) => one !== id);
  }
  return { ...rows, byId, leaving, fresh };
}

/** @param {Rows} rows @param {string[]} ids @returns {Rows} */
function left(rows, ids) {
  const away = new Set(ids);
  return { ...rows, ids: rows.ids.filter((id) => !away.has(id)), byId: omit(rows.byId, ids), leaving: omit(rows.leaving, ids) };
}

/** @template T @param {Record<string, T>} record @param {string[]} keys */
function omit(record, keys) {
  if (!keys.some((key) => key in record)) return record;
  const rest = { ...record };
  for (const key of keys) delete rest[key];
  return rest;
}

/**
 * How many rows the list has, for whoever hears it read: -1 where nobody knows.
 * @param {Rows} rows
 */
export const sizeOf = (rows) => (rows.next === null ? rows.ids.length : rows.count?.exact ? Math.max(rows.count.count, rows.ids.length) : -1);
