/**
 * @typedef {[emoji: string, name: string, words: string]} EmojiRow
 * @typedef {{locale: string, groups: {id: string, name: string, emoji: EmojiRow[]}[]}} EmojiData
 */
const KEPT = "ventanilla-emoji";
const USUAL = ["😊", "👍", "🙌", "🙏", "✅", "📦", "🚚", "👋", "🎉"];
/** @type {Map<string, Promise<EmojiData>>} */
const loaded = new Map();

/** @param {string} locale @returns {Promise<EmojiData>} */
export function loadEmoji(locale) {
  let data = loaded.get(locale);
  if (!data) loaded.set(locale, data = fetch(new URL(`../vendor/emoji.${locale}.json`, import.meta.url)).then((response) => response.json()));
  return data;
}

/**
 * Groups with the emoji whose name or words begin with every word sought; accents don't count.
 * @param {EmojiData} data
 * @param {string} sought
 */
export function findEmoji(data, sought) {
  const words = fold(sought).split(/\s+/).filter(Boolean);
  if (words.length === 0) return data.groups;
  return data.groups
    .map((group) => ({ ...group, emoji: group.emoji.filter(([emoji, name, more]) => emoji === sought.trim() || words.every((word) => ` ${fold(`${name} ${more}`)}`.includes(` ${word}`))) }))
    .filter((group) => group.emoji.length > 0);
}

/**
 * The few that fit best: those whose name begins so, then those whose name has a word that begins so, then the rest.
 * @param {EmojiData} data
 * @param {string} sought
 * @param {number} most
 */
export function bestEmoji(data, sought, most) {
  const begin = fold(sought);
  const rank = (/** @type {string} */ name) => (fold(name).startsWith(begin) ? 0 : ` ${fold(name)}`.includes(` ${begin}`) ? 1 : 2);
  return findEmoji(data, sought).flatMap((group) => group.emoji).map((row) => ({ row, at: rank(row[1]) })).sort((one, two) => one.at - two.at).slice(0, most).map(({ row }) => row);
}

/** @returns {string[]} */
export function recentEmoji() {
  try { return JSON.parse(localStorage.getItem(KEPT) ?? "") ?? USUAL; } catch { return USUAL; }
}

/** @param {string} emoji */
export function rememberEmoji(emoji) {
  localStorage.setItem(KEPT, JSON.stringify([emoji, ...recentEmoji().filter((one) => one !== emoji)].slice(0, 18)));
}

/** @param {string} text */
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
