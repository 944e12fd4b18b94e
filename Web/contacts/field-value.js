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
 * @param {{amount: string, currency: string} | null} price
 */
export function priceWords(price) {
  if (!price) return "";
  const decimals = price.amount.split(".")[1]?.length ?? 0;
  return new Intl.NumberFormat(currentLanguage() === "es" ? "es-419" : currentLanguage(), { style: "currency", currency: price.currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, 0) }).format(Number(price.amount));
}
