/**
 * An import as the server tells it: what the file holds, what its columns may be, and how far it is.
 * @typedef {{
 *   id: string, name: string, state: "ready" | "running" | "done" | "cancelled" | "failed", problem: string | null, format: string, encoding: string, total: number, createdAt: string,
 *   columns: string[], mapping: Record<string, string>, rows: string[][], done: number, created: number, updated: number, skipped: number, failed: number,
 * }} ContactImport
 */

/**
 * What is held, with what was told of it. One that has ended stays so, and no figure goes back: what is told may be older than what was read.
 * @param {ContactImport} held
 * @param {Partial<ContactImport>} told
 * @returns {ContactImport}
 */
export function progressed(held, told) {
  const over = held.state === "done" || held.state === "cancelled" || held.state === "failed";
  return over || (told.done ?? 0) < held.done ? held : { ...held, ...told };
}

/** What a column may hold of a contact, besides the fields that campaigns ask for. */
export const TARGETS = ["name", "firstName", "lastName", "code", "documentKind", "phone", "email", "address", "birthDate", "language", "executive", "notes", "labels"];
/** Only one column can be it; phones, mails and labels may be several. */
const MANY = ["phone", "email", "labels"];
/** One of them says who it is. */
const NAMES = ["name", "firstName", "lastName"];

/**
 * What is wrong with a plan, before the server is asked: who has no name, what is given twice, what rows are found again by.
 * @param {Record<string, string>} columns
 * @param {string} match
 * @returns {{kind: "name" | "twice" | "match", target: string} | null}
 */
export function wrongPlan(columns, match) {
  const used = Object.values(columns).filter(Boolean);
  const twice = used.find((one, index) => !MANY.includes(one) && used.indexOf(one) !== index);
  if (twice) return { kind: "twice", target: twice };
  if (!NAMES.some((one) => used.includes(one))) return { kind: "name", target: "name" };
  return used.includes(match) ? null : { kind: "match", target: match };
}
