import { pathTo, readAnswer } from "./reading.js";

/**
 * What a form makes of somebody's answers. Pure; `Sources/Desk/Forms/FormRules.swift` says the same on the server, and `Tests/forms/rules.json` holds both to it.
 * @typedef {import("../lib/types").FormField} FormField
 * @typedef {import("../lib/types").FormCondition} FormCondition
 * @typedef {import("../lib/types").FormOption} FormOption
 * @typedef {import("./reading.js").Reading} Reading
 * @typedef {{field: string, code: string, about: string}} Fault `about`: the bound it breaks, or the days that the month has
 * @typedef {{shown: string[], required: string[], values: Record<string, any>, faults: Fault[]}} Judgement
 */

/**
 * Which fields show, which are required, what is wrong, and the answers in their normal form.
 * @param {FormField[]} fields
 * @param {Record<string, unknown>} answers
 * @param {string} today the organisation's calendar day, 2026-11-21
 * @returns {Judgement}
 */
export function judge(fields, answers, today) {
  /** @type {Judgement} */
  const found = { shown: [], required: [], values: {}, faults: [] };
  /** @type {Record<string, Reading>} */
  const read = {};
  for (const field of fields) {
    if (field.shownIf && !holds(field.shownIf, read, fields)) continue;
    found.shown.push(field.id);
    const required = field.required || (field.requiredIf ? holds(field.requiredIf, read, fields) : false);
    if (required) found.required.push(field.id);
    const reading = readAnswer(Object.hasOwn(answers, field.id) ? answers[field.id] : null, field, today);
    read[field.id] = reading;
    if (reading.kind === "empty" && required) found.faults.push({ field: field.id, code: "required", about: "" });
    if (reading.kind === "right") found.values[field.id] = reading.value;
    if (reading.kind === "wrong") found.faults.push({ field: field.id, code: reading.code, about: reading.about });
    if (reading.kind === "branch") found.faults.push({ field: field.id, code: "incomplete", about: "" });
  }
  const known = new Set(fields.map((field) => field.id));
  for (const field of Object.keys(answers).filter((id) => !known.has(id)).sort()) found.faults.push({ field, code: "unknown", about: "" });
  return found;
}

/**
 * The headline in words, and what the answer says of the matter: by the primary choice, else as the person says, else final.
 * @param {FormField[]} fields
 * @param {Record<string, any>} values in their normal form
 * @param {string | null} chosen
 * @returns {{text: string, code: string}}
 */
export function outcomeOf(fields, values, chosen) {
  const field = fields.find((one) => one.primary);
  if (!field || !Object.hasOwn(values, field.id)) return { text: "", code: chosen ?? "final" };
  const value = values[field.id];
  if (field.kind === "choice" || field.kind === "tree") {
    const path = pathTo(field.options ?? [], value);
    return { text: path.map((option) => option.label).join(" › "), code: path.findLast((option) => option.code)?.code ?? "final" };
  }
  const text = value === true ? field.label : field.kind === "money" ? `${value} ${field.currency}` : String(value);
  return { text, code: chosen ?? "final" };
}

/**
 * What is hidden is not filled.
 * @param {FormCondition} condition
 * @param {Record<string, Reading>} read
 * @param {FormField[]} fields
 * @returns {boolean}
 */
function holds(condition, read, fields) {
  if ("all" in condition) return condition.all.every((part) => holds(part, read, fields));
  if ("any" in condition) return condition.any.some((part) => holds(part, read, fields));
  const reading = read[condition.field];
  if ("filled" in condition) return (reading !== undefined && reading.kind !== "empty") === condition.filled;
  if (reading?.kind !== "right" && reading?.kind !== "branch") return false;
  const options = fields.find((field) => field.id === condition.field)?.options ?? [];
  return [reading.value].flat().some((id) => pathTo(options, id).some((option) => condition.is.includes(option.id)));
}
