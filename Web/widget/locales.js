import es from "./locale-es.js";
import en from "./locale-en.js";
import pt from "./locale-pt.js";

/** @typedef {typeof es} Words */

/** @type {Record<string, Words>} */
const words = { es, en, pt };

/**
 * The tag's wish first, then the customer's browser, in its own order; Spanish where none of them is ours.
 * @param {string|null} wish @param {readonly string[]} browser @returns {string} a full tag when it is one of ours (`es-PE`), for dates
 */
export function chooseLocale(wish, browser) {
  const found = [...(wish ? [wish] : []), ...browser].find(tag => language(tag) in words);
  return found ?? "es";
}

/** @param {string} locale @returns {Words} */
export function wordsFor(locale) {
  return words[language(locale)] ?? es;
}

/** @param {string} tag */
export function language(tag) {
  return tag.toLowerCase().split(/[-_]/)[0] ?? "";
}
