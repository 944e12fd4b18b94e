/**
 * ICU-like messages: {name}, {count, plural, =0 {…} one {# caso} other {# casos}}, {noun, select, ticket {…} other {…}}.
 * @typedef {string | {name: string, kind: "value" | "number" | "plural" | "select", options: Record<string, Part[]>}} Part
 */

/** @type {Record<string, string>} */
let messages = {};
let locale = "es";
/** @type {Map<string, Part[]>} */
const parsed = new Map();

/** @param {string} language @param {Record<string, string>} texts */
export function useLanguage(language, texts) {
  locale = language;
  messages = texts;
  parsed.clear();
}

/** @param {Record<string, string>} texts of a layer that came later, in the current language */
export function addWords(texts) { messages = { ...messages, ...texts }; }

export const currentLanguage = () => locale;

/**
 * The text of a key in the current language.
 * @param {string} key
 * @param {Record<string, unknown>} [values]
 */
export function t(key, values = {}) {
  const source = messages[key];
  if (source === undefined) return key;
  let parts = parsed.get(key);
  if (!parts) parsed.set(key, parts = parse(source));
  return say(parts, values, locale);
}

/** @param {string} key */
export const hasText = (key) => key in messages;

/** @param {string} source @param {Record<string, unknown>} values @param {string} language */
export const formatMessage = (source, values, language) => say(parse(source), values, language);

/** @param {Part[]} parts @param {Record<string, unknown>} values @param {string} language @param {number} [count] @returns {string} */
function say(parts, values, language, count) {
  return parts.map((part) => {
    if (typeof part === "string") return count === undefined ? part : part.replaceAll("#", new Intl.NumberFormat(language).format(count));
    const value = values[part.name];
    if (part.kind === "value") return value === null || value === undefined ? "" : String(value);
    if (part.kind === "number") return new Intl.NumberFormat(language).format(Number(value));
    if (part.kind === "select") return say(part.options[String(value)] ?? part.options.other ?? [], values, language, count);
    const number = Number(value);
    const chosen = part.options[`=${number}`] ?? part.options[new Intl.PluralRules(language).select(number)] ?? part.options.other ?? [];
    return say(chosen, values, language, number);
  }).join("");
}

/** @param {string} source @returns {Part[]} */
export function parse(source) {
  let at = 0;
  return sequence();

  /** @returns {Part[]} */
  function sequence() {
    /** @type {Part[]} */
    const parts = [];
    let text = "";
    while (at < source.length && source[at] !== "}") {
      if (source[at] !== "{") { text += source[at]; at += 1; continue; }
      if (text) parts.push(text);
      text = "";
      at += 1;
      parts.push(argument());
    }
    if (text) parts.push(text);
    return parts;
  }

  /** @returns {Part} */
  function argument() {
    const name = word();
    if (source[at] === "}") { at += 1; return { name, kind: "value", options: {} }; }
    at += 1;
    const kind = /** @type {"plural" | "select" | "number"} */ (word());
    /** @type {Record<string, Part[]>} */
    const options = {};
    if (source[at] === ",") at += 1;
    skip();
    while (at < source.length && source[at] !== "}") {
      const option = word();
      if (source[at] !== "{") throw new Error(`message: { expected at ${at} in ${source}`);
      at += 1;
      options[option] = sequence();
      at += 1;
      skip();
    }
    if (at >= source.length) throw new Error(`message: } missing in ${source}`);
    at += 1;
    return { name, kind, options };
  }

  function word() {
    skip();
    const start = at;
    while (at < source.length && !/[\s,{}]/.test(source[at] ?? "")) at += 1;
    const found = source.slice(start, at);
    skip();
    return found;
  }

  function skip() { while (/\s/.test(source[at] ?? "")) at += 1; }
}
