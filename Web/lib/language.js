import { useLanguage } from "./i18n.js";

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

/** @param {Locale} locale */
export async function loadLanguage(locale) {
  const response = await fetch(new URL(`../i18n/${locale}.json`, import.meta.url));
  useLanguage(locale, await response.json());
  document.documentElement.lang = locale;
  localStorage.setItem(KEPT, locale);
}
