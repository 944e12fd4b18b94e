import { t } from "../lib/i18n.js";
import { pathTo } from "./reading.js";

/**
 * Answers and faults as people read them.
 * @typedef {import("../lib/types").FormField} FormField
 */

/** @param {import("./rules.js").Fault} fault @param {FormField} field */
export function faultWords(fault, field) {
  const about = field.kind === "date" && fault.about ? dayWords(fault.about) : fault.about;
  if ((fault.code === "tooBig" || fault.code === "tooSmall") && field.kind === "date") return t(`form.fault.${fault.code === "tooBig" ? "tooLate" : "tooEarly"}`, { about });
  if (fault.code === "day") return t("form.fault.day", { about: Number(about) });
  return t(`form.fault.${fault.code}`, { about });
}

/**
 * 2026-11-21 as people here write it.
 * @param {string} day
 */
export const dayWords = (day) => day.split("-").reverse().join("/");

/** @param {FormField} field @param {any} value in its normal form @returns {string} */
export function answerWords(field, value) {
  if (value === undefined || value === null) return "";
  switch (field.kind) {
    case "choice": case "tree": return pathTo(field.options ?? [], value).map((option) => option.label).join(" › ");
    case "choices": return value.map((/** @type {string} */ id) => pathTo(field.options ?? [], id).at(-1)?.label ?? id).join(", ");
    case "checkbox": return t("form.yes");
    case "date": return dayWords(value);
    case "money": return `${new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)} ${field.currency}`;
    case "number": return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 6 }).format(value);
    default: return String(value);
  }
}

