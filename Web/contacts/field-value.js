import { currentLanguage, t } from "../lib/i18n.js";

/**
 * Values of the fields that campaigns define, as people read and write them.
 * @typedef {import("../lib/types").CustomField} CustomField
 * @typedef {import("../lib/types").FieldValue} FieldValue
 */

/**
 * What an edited row needs to know of a field.
 * @param {CustomField} field
 * @param {FieldValue | undefined} value
 */
export function fieldRow(field, value) {
  const held = value === undefined ? null : String(value);
  const options = field.kind === "checkbox" ? [["true", t("field.yes")], ["false", t("field.no")]] : field.options.map((one) => [one, one]);
  const known = field.kind !== "choice" || !held || field.options.includes(held) ? options : [[held, held], ...options];
  return {
    label: field.label, value: held, shown: fieldWords(field, value), required: field.required && held !== null, options: known,
    kind: field.kind === "checkbox" ? "choice" : field.kind === "text" ? "long" : field.kind,
  };
}

/**
 * As it is sent: an emptied field is null.
 * @param {CustomField} field
 * @param {string} text
 */
export function fieldText(field, text) {
  if (text === "") return null;
  return field.kind === "checkbox" ? text === "true" : text;
}

/** @param {CustomField} field @param {FieldValue | undefined} value */
export function fieldWords(field, value) {
  if (value === undefined) return "";
  if (field.kind === "checkbox") return value ? t("field.yes") : t("field.no");
  if (field.kind === "date") return calendarDate(String(value));
  if (field.kind === "number") return new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 6 }).format(Number(value));
  return String(value);
}

/**
 * A day of the calendar: no zone may move it.
 * @param {string | null | undefined} date
 */
export function calendarDate(date) {
  if (!date) return "";
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Intl.DateTimeFormat(currentLanguage() === "es" ? "es-419" : currentLanguage(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(Date.UTC(year, month - 1, day));
}

/**
 * Where a currency is at home, and has its sign.
 * @type {Record<string, string>}
 */
const HOMES = { PEN: "es-PE", ARS: "es-AR", BOB: "es-BO", BRL: "pt-BR", CLP: "es-CL", COP: "es-CO", MXN: "es-MX", PYG: "es-PY", UYU: "es-UY", EUR: "es-ES", USD: "en-US" };

/**
 * The figure in the reader's language, the sign as its country writes it: S/ 289.90.
 * @param {{amount: string, currency: string} | null} price
 */
export function priceWords(price) {
  if (!price) return "";
  const decimals = price.amount.split(".")[1]?.length ?? 0;
  const figure = new Intl.NumberFormat(currentLanguage() === "es" ? "es-419" : currentLanguage(), { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(Number(price.amount));
  const sign = new Intl.NumberFormat(HOMES[price.currency] ?? "en-US", { style: "currency", currency: price.currency, currencyDisplay: "narrowSymbol" }).formatToParts(0).find((part) => part.type === "currency")?.value;
  return `${sign ?? price.currency} ${figure}`;
}
