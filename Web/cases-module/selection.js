/**
 * Which cases an act on many is for: some rows, or all that match. Pure.
 * @typedef {{ids: string[], all: boolean, anchor: string | null}} Selection `anchor`: where a stretch begins
 */

/** @type {Selection} */
export const nothing = { ids: [], all: false, anchor: null };

/** @param {Selection} held @param {string} id @param {string[]} shown what all stands for on the screen */
export const isSelected = (held, id, shown) => (held.all ? shown.includes(id) : held.ids.includes(id));

/**
 * One that is taken out of all leaves the other rows that are here.
 * @param {Selection} held
 * @param {string} id
 * @param {string[]} shown
 * @returns {Selection}
 */
export function toggle(held, id, shown) {
  const ids = held.all ? shown : held.ids;
  return { ids: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id], all: false, anchor: id };
}

/**
 * From the anchor to here; what was chosen apart from it stays.
 * @param {Selection} held
 * @param {string} from where the focus was: the anchor if there is none
 * @param {string} to
 * @param {string[]} shown
 * @returns {Selection}
 */
export function extend(held, from, to, shown) {
  const anchor = held.anchor !== null && shown.includes(held.anchor) ? held.anchor : from;
  const [one, two] = [shown.indexOf(anchor), shown.indexOf(to)];
  if (one < 0 || two < 0) return held;
  const before = stretch(shown, one, shown.indexOf(from));
  const rest = (held.all ? shown : held.ids).filter((id) => !before.includes(id));
  const now = stretch(shown, one, two);
  return { ids: [...rest.filter((id) => !now.includes(id)), ...now], all: false, anchor };
}

/** @param {string[]} shown @param {number} one @param {number} two */
const stretch = (shown, one, two) => (two < 0 ? [] : shown.slice(Math.min(one, two), Math.max(one, two) + 1));

/**
 * Ctrl A: what is here; again, all that match.
 * @param {Selection} held
 * @param {string[]} shown
 * @returns {Selection}
 */
export function page(held, shown) {
  if (shown.length === 0) return held;
  const whole = shown.every((id) => held.ids.includes(id));
  return { ids: shown, all: whole || held.all, anchor: held.anchor };
}

/** @param {Selection} held @returns {Selection} */
export const everything = (held) => ({ ...held, all: true });

/**
 * What left the list is acted on no more.
 * @param {Selection} held
 * @param {string[]} gone
 * @returns {Selection}
 */
export function drop(held, gone) {
  const ids = held.ids.filter((id) => !gone.includes(id));
  return ids.length === held.ids.length ? held : { ...held, ids, anchor: held.anchor !== null && gone.includes(held.anchor) ? null : held.anchor };
}

/** @param {Selection} held @param {string[]} shown @returns {"none" | "some" | "all"} the head's box */
export function stateOfPage(held, shown) {
  if (held.all && shown.length > 0) return "all";
  const count = shown.filter((id) => held.ids.includes(id)).length;
  return count === 0 ? "none" : count === shown.length ? "all" : "some";
}
