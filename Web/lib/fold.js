/** Searching and marking without case or accents, as people type. */

/** @param {string} text */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * A text cut where the words that were looked for begin and end.
 * @param {string} text
 * @param {string} query
 * @returns {{text: string, match: boolean}[]}
 */
export function markParts(text, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const letters = Array.from(text);
  // A letter may fold to none (an accent of its own) or to several: each folded one remembers where it stood.
  const folded = letters.flatMap((letter, at) => Array.from(fold(letter), (one) => ({ one, at })));
  const said = folded.map((one) => one.one).join("");
  const marked = new Set();
  for (const word of words) {
    for (let from = said.indexOf(word); from >= 0; from = said.indexOf(word, from + word.length)) {
      const first = Array.from(said.slice(0, from)).length;
      for (let at = first; at < first + Array.from(word).length; at += 1) marked.add(folded[at]?.at);
    }
  }
  /** @type {{text: string, match: boolean}[]} */
  const parts = [];
  letters.forEach((letter, at) => {
    const match = marked.has(at) || (/\p{M}/u.test(letter) && marked.has(at - 1));
    const last = parts[parts.length - 1];
    if (last && last.match === match) last.text += letter; else parts.push({ text: letter, match });
  });
  return parts;
}

/**
 * How well a text answers: 3 begins with it, 2 a word begins with each, 1 holds each, 0 not.
 * @param {string} text
 * @param {string} query
 */
export function matchRank(text, query) {
  const asked = fold(query).trim();
  const said = fold(text);
  if (!asked || !said) return 0;
  if (said.startsWith(asked)) return 3;
  const words = asked.split(/\s+/);
  const starts = said.split(/[^\p{L}\p{N}]+/u);
  if (words.every((word) => starts.some((start) => start.startsWith(word)))) return 2;
  return words.every((word) => said.includes(word)) ? 1 : 0;
}
