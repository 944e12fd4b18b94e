import { addWords, currentLanguage, useLanguage } from "./i18n.js";

/** @typedef {import("./types").Locale} Locale */
/** @type {Locale[]} */
export const LANGUAGES = ["es", "en", "pt"];
const KEPT = "ventanilla-language";

/**
 * Each language in its own words.
 * @type {Record<Locale, string>}
 */
export const LANGUAGE_NAMES = { es: "Español", en: "English", pt: "Português" };

/**
 * Chosen on this device, else Spanish.
 * @returns {Locale}
 */
export function keptLanguage() {
  const kept = /** @type {Locale} */ (localStorage.getItem(KEPT));
  return LANGUAGES.includes(kept) ? kept : "es";
}

/**
 * Layers whose words came with them: `i18n/<part>/<locale>.json`.
 * @type {Map<string, Promise<void>>}
 */
const parts = new Map();

/** @param {Locale} locale */
export async function loadLanguage(locale) {
  const texts = await Promise.all([wordsIn(locale), ...[...parts.keys()].map((part) => wordsIn(locale, part))]);
  useLanguage(locale, Object.assign({}, ...texts));
  document.documentElement.lang = locale;
  localStorage.setItem(KEPT, locale);
}

/**
 * The words of a part of the screen, once; they change with the language afterwards.
 * @param {string} part
 * @returns {Promise<void>}
 */
export function loadWords(part) {
  const coming = parts.get(part) ?? addWordsOf(part).catch((error) => { parts.delete(part); throw error; });
  parts.set(part, coming);
  return coming;
}

/** @param {string} part @returns {Promise<void>} */
async function addWordsOf(part) {
  const locale = /** @type {Locale} */ (currentLanguage());
  const words = await wordsIn(locale, part);
  // Another language was chosen meanwhile, perhaps before this part was known.
  if (currentLanguage() !== locale) return addWordsOf(part);
  addWords(words);
}

/** @param {Locale} locale @param {string} [part] @returns {Promise<Record<string, string>>} */
const wordsIn = async (locale, part) => (await fetch(new URL(`../i18n/${part ? `${part}/` : ""}${locale}.json`, import.meta.url))).json();
