/**
 * What the list asks for, as the address, a saved view and the server say it. Pure.
 * @typedef {Record<string, string[]>} Keys filters by the names of the interface: any of each key's values
 * @typedef {{view: string | null, keys: Keys | null, sort: string | null}} Asked `keys` and `sort` null: as the view has them
 */

/** Filters that take any of several values, and those that take one. */
const MANY = ["case", "campaign", "queue", "account", "state", "assignee", "channel", "contact", "priority", "type", "tag", "label", "outcome", "mark"];
const ONE = ["q", "unread", "flag", "followUp", "createdFrom", "createdTo", "updatedFrom", "updatedTo", "customerFrom", "customerTo", "slaAgeMin", "slaAgeMax", "from", "subject"];
export const DEFAULT_SORT = "-created";

/** @param {string} key */
const isMany = (key) => MANY.includes(key) || key.startsWith("attribute.");
/** @param {string} key */
const isFilter = (key) => isMany(key) || ONE.includes(key);

/**
 * @param {string} search of the address
 * @returns {Asked}
 */
export function askedOf(search) {
  const params = new URLSearchParams(search);
  /** @type {Keys} */
  const keys = {};
  for (const [key, value] of params) if (isFilter(key) && value.trim() !== "") keys[key] = isMany(key) ? [...new Set([...(keys[key] ?? []), value])] : [value];
  const view = params.get("view") || null;
  const own = Object.keys(keys).length > 0 || params.get("all") === "true" || view === null && params.has("sort");
  return { view, keys: own ? keys : null, sort: params.get("sort") || null };
}

/**
 * A view whose filters were all taken away says so, or it would be read as the view itself.
 * @param {Asked} asked
 */
export function searchOf({ view, keys, sort }) {
  const params = new URLSearchParams();
  if (view) params.set("view", view);
  for (const [key, values] of pairsOf(keys ?? {})) params.append(key, values);
  if (sort) params.set("sort", sort);
  if (keys !== null && isEmpty(keys)) params.set("all", "true");
  const text = params.toString();
  return text ? `?${text}` : "";
}

/**
 * In one order, whatever the order they were chosen in.
 * @param {Keys} keys
 * @returns {[key: string, value: string][]}
 */
export const pairsOf = (keys) => Object.keys(keys).sort().flatMap((key) => [...(keys[key] ?? [])].sort().map((value) => /** @type {[string, string]} */ ([key, value])));

/** @param {Keys} keys */
export const isEmpty = (keys) => Object.values(keys).every((values) => values.length === 0);

/** @param {Keys} one @param {Keys} two */
export const sameKeys = (one, two) => JSON.stringify(pairsOf(one)) === JSON.stringify(pairsOf(two));

/**
 * @param {Keys} keys
 * @param {string} key
 * @param {string[]} values none takes the filter away
 * @returns {Keys}
 */
export function withKey(keys, key, values) {
  const { [key]: _, ...rest } = keys;
  return values.length > 0 ? { ...rest, [key]: values } : rest;
}

/** @param {Keys} keys @param {string[]} gone @returns {Keys} */
export const withoutKeys = (keys, gone) => gone.reduce((all, key) => withKey(all, key, []), keys);

/** @param {Keys} keys @param {string} key @param {string} value @returns {Keys} */
export function toggled(keys, key, value) {
  const held = keys[key] ?? [];
  return withKey(keys, key, held.includes(value) ? held.filter((one) => one !== value) : [...held, value]);
}

/**
 * The filters within the campaign that the whole screen is scoped to. Days, and those that go with the calendar, are the server's own words.
 * @param {Keys} keys
 * @param {string | null} scope
 * @returns {Keys | null} null: nothing can match, since the campaign in scope is none of those asked for
 */
export function scoped(keys, scope) {
  if (scope === null) return keys;
  const asked = keys.campaign ?? [];
  if (asked.length > 0 && !asked.includes(scope)) return null;
  return { ...keys, campaign: [scope] };
}

/**
 * @param {Keys} keys as the server takes them
 * @param {string | null} sort
 */
export function queryOf(keys, sort) {
  const params = new URLSearchParams(pairsOf(keys));
  if (sort) params.set("sort", sort);
  return params.toString();
}
