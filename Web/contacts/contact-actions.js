import { dispatch, getState } from "../desk.js";
import { ApiError, get, patch, put } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";

/**
 * @param {string} caseId
 * @param {string} contactId
 * @param {{name?: string, code?: string | null, notes?: string | null}} change
 * @returns {Promise<string | null>} what is wrong
 */
export async function saveContact(caseId, contactId, change) {
  try {
    dispatch({ type: "contact", contact: await patch(`/api/v1/contacts/${contactId}`, change), case: caseId });
    return null;
  } catch (error) { return words(error); }
}

/**
 * Makes a contact of an unknown customer and links their address.
 * @param {import("../lib/types").Card} card
 * @param {string} id
 * @param {string} name
 * @param {string} code
 * @returns {Promise<string | null>}
 */
export async function addContact(card, id, name, code) {
  try {
    const contact = await put(`/api/v1/contacts/${id}`, { name, ...(code ? { code } : {}), point: card.contact.point.id });
    dispatch({ type: "contact", contact, case: card.id });
    dispatch({ type: "frame", frame: { id: null, kind: "contact.updated", data: { contact: { id: contact.id, name: contact.name, code: contact.code }, point: card.contact.point.id } }, now: Date.now() });
    return null;
  } catch (error) { return words(error); }
}

export const newContactId = () => uuidv7();

/** @param {string} caseId @param {string} contactId */
export async function loadContact(caseId, contactId) {
  const contact = await get(`/api/v1/contacts/${contactId}`).catch(() => null);
  if (contact) dispatch({ type: "contact", contact, case: caseId });
}

/** @param {string} contact @param {boolean} [more] */
export async function loadHistory(contact, more = false) {
  const held = getState().histories[contact];
  if (held?.status === "loading" || (held?.status === "ready" && !more)) return;
  dispatch({ type: "history.loading", contact });
  try {
    const page = await get(`/api/v1/contacts/${contact}/cases${more && held?.next ? `?cursor=${encodeURIComponent(held.next)}` : ""}`);
    dispatch({ type: "history.loaded", contact, items: page.items, next: page.next, more });
  } catch { dispatch({ type: "history.failed", contact }); }
}

/** @param {unknown} error */
function words(error) {
  if (!(error instanceof ApiError)) throw error;
  return error.status === 0 ? t("error.offlineSave") : error.problem.errors?.[0]?.message ?? error.message;
}
