import { useLanguage } from "../lib/i18n.js";

/** @typedef {import("../lib/types").Locale} Locale */
const KEPT = "ventanilla-language";

/**
 * The simulator's own texts; the language is the one chosen at the desk.
 * @param {Locale} locale
 */
export async function loadTexts(locale) {
  const response = await fetch(new URL(`./i18n/${locale}.json`, import.meta.url));
  useLanguage(locale, await response.json());
  document.documentElement.lang = locale;
  localStorage.setItem(KEPT, locale);
}
