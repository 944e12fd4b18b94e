import { readCase } from "../cases/open-case.js";
import { addressOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { ApiError, get, patch, put, remove } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";
import { toast } from "../shell/toast.js";

/**
 * What is done with a contact. An act gives what is wrong in words, or null.
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").Contact} Contact
 * @typedef {{name?: string, code?: string | null, notes?: string | null, documentKind?: string | null, address?: string | null, birthDate?: string | null, language?: string | null, executive?: string | null, attributes?: Record<string, any>}} ContactChange
 */

/**
 * Writes over what its author saw and nothing newer. Who changed something else meanwhile is no obstacle.
 * @param {string | null} caseId beside which conversation it is shown, if any
 * @param {Contact} contact
 * @param {ContactChange} change
 * @returns {Promise<string | null>}
 */
export async function saveContact(caseId, contact, change) {
  try {
    dispatch({ type: "contact", contact: await patch(`/api/v1/contacts/${contact.id}`, { ...change, version: contact.version }), case: caseId });
    return null;
  } catch (error) {
    const newer = error instanceof ApiError && error.code === "contact.version" ? /** @type {Contact} */ (error.problem.contact) : null;
    if (!newer) return words(error);
    dispatch({ type: "contact", contact: newer, case: caseId });
    return touches(change, contact, newer) ? words(error) : saveContact(caseId, newer, change);
  }
}

/** @param {ContactChange} change @param {any} seen @param {any} newer */
function touches(change, seen, newer) {
  const { attributes = {}, ...rest } = change;
  return Object.keys(rest).some((key) => seen[key] !== newer[key]) || Object.keys(attributes).some((key) => seen.attributes?.[key] !== newer.attributes?.[key]);
}

/**
 * Makes a contact of an unknown customer and links their address.
 * @param {Card} card
 * @param {string} id
 * @param {{name: string, code: string, documentKind: string}} form
 * @returns {Promise<{error: string, holder: {id: string, name: string} | null} | null>}
 */
export async function addContact(card, id, { name, code, documentKind }) {
  try {
    await put(`/api/v1/contacts/${id}`, { name, ...(code ? { code, ...(documentKind ? { documentKind } : {}) } : {}), point: card.contact.point.id, campaign: card.campaign });
    await readCase(card.id, card.number);
    return null;
  } catch (error) { return { error: words(error), holder: (error instanceof ApiError && error.problem.contact) || null }; }
}

export const newContactId = () => uuidv7();

/**
 * The case's address is theirs from now on; of another contact's, only where `from` names them.
 * @param {Card} card
 * @param {{id: string, name: string}} to
 * @param {string | null} [from]
 * @returns {Promise<string | null>}
 */
export async function linkPoint(card, to, from = null) {
  const { point } = card.contact;
  try {
    await put(`/api/v1/contacts/${to.id}/points/${point.id}`, from ? { from } : {});
    await readCase(card.id, card.number);
    const undo = () => void tell(from ? linkPoint(card, { id: from, name: "" }, to.id) : unlinkPoint(card, to, point, true));
    if (to.name) toast(t("contact.linked", { address: addressOf(point), name: to.name }), "link", { label: t("contact.undo"), run: undo });
    return null;
  } catch (error) { return words(error); }
}

/**
 * @param {Card} card
 * @param {{id: string, name: string}} contact
 * @param {import("../lib/types").Point} point
 * @param {boolean} [quiet]
 * @returns {Promise<string | null>}
 */
export async function unlinkPoint(card, contact, point, quiet = false) {
  const path = `/api/v1/contacts/${contact.id}/points/${point.id}`;
  try {
    dispatch({ type: "contact", contact: await remove(path), case: card.id });
    await readCase(card.id, card.number);
    const undo = async () => { try { await put(path); await readCase(card.id, card.number); } catch (error) { toast(words(error), "alert"); } };
    if (!quiet) toast(t("contact.unlinked", { address: addressOf(point), name: contact.name }), "link", { label: t("contact.undo"), run: () => void undo() });
    return null;
  } catch (error) { return words(error); }
}

/** @param {string} caseId @param {string} contactId */
export async function loadContact(caseId, contactId) {
  const contact = await get(`/api/v1/contacts/${contactId}`).catch(() => null);
  if (contact) dispatch({ type: "contact", contact, case: caseId });
}

export async function loadLabels() {
  const found = await get("/api/v1/contact-labels").catch(() => null);
  if (found) dispatch({ type: "labels", labels: found.items });
}

/** @param {string | null} caseId @param {Contact} contact @param {string} label @param {boolean} on @returns {Promise<string | null>} */
export async function setLabel(caseId, contact, label, on) {
  const path = `/api/v1/contacts/${contact.id}/labels/${label}`;
  try {
    dispatch({ type: "contact", contact: await (on ? put(path) : remove(path)), case: caseId });
    return null;
  } catch (error) { return words(error); }
}

/** @param {string | null} caseId @param {Contact} contact @param {string} name @returns {Promise<string | null>} */
export async function addLabel(caseId, contact, name) {
  try {
    const label = await put(`/api/v1/contact-labels/${uuidv7()}`, { name });
    await loadLabels();
    return setLabel(caseId, contact, label.id, true);
  } catch (error) { return words(error); }
}

/**
 * An act without a place for its refusal: it is told.
 * @param {Promise<string | null>} act
 */
export async function tell(act) {
  const error = await act;
  if (error) toast(error, "alert");
}

/** @param {unknown} error */
export function words(error) {
  if (!(error instanceof ApiError)) throw error;
  return error.status === 0 ? t("error.offlineSave") : error.problem.errors?.[0]?.message ?? error.message;
}
