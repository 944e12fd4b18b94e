import { ApiError, call, get, post, put, remove } from "../lib/api.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { words } from "../contacts/contact-actions.js";
import { openPeople } from "../shell/open-people.js";

/**
 * What is done with contacts outside of a conversation. An act gives what is wrong in words, or null.
 * @typedef {import("../lib/types").Contact} Contact
 */

/**
 * A contact as it is now, for all who show it.
 * @param {Contact} contact
 */
export const keep = (contact) => dispatch({ type: "contact", contact, case: null });

/** @param {string} id @returns {Promise<ApiError | null>} */
export async function loadPerson(id) {
  try {
    const contact = await get(`/api/v1/contacts/${id}`);
    keep(contact);
    // The one it was merged into answers for it.
    if (contact.id !== id) openPeople(contact.id, { replace: true });
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error;
  }
}

/**
 * @param {string} id
 * @param {{name: string, code: string, documentKind: string, notes: string, campaign: string, phone: string, email: string}} form
 * @returns {Promise<{error: string, holder: {id: string, name: string} | null} | null>}
 */
export async function makePerson(id, { name, code, documentKind, notes, campaign, phone, email }) {
  const points = [...(phone ? [{ kind: "phone", value: phone }] : []), ...(email ? [{ kind: "email", value: email }] : [])];
  try {
    keep(await put(`/api/v1/contacts/${id}`, { name, ...(code ? { code, ...(documentKind ? { documentKind } : {}) } : {}), ...(notes ? { notes } : {}), ...(campaign ? { campaign } : {}), ...(points.length > 0 ? { points } : {}) }));
    return null;
  } catch (error) { return { error: words(error), holder: (error instanceof ApiError && error.problem.contact) || null }; }
}

/**
 * @param {Contact} contact
 * @param {boolean} on
 * @param {boolean} [quiet]
 */
export async function setVip(contact, on, quiet = false) {
  try {
    keep(await (on ? put(`/api/v1/contacts/${contact.id}/vip`) : remove(`/api/v1/contacts/${contact.id}/vip`)));
    if (!quiet) toast(t(on ? "people.vipOn" : "people.vipOff", { name: contact.name }), "star", { label: t("contact.undo"), run: () => void setVip(contact, !on, true) });
  } catch (error) { toast(words(error), "alert"); }
}

/**
 * @param {Contact} contact
 * @param {boolean} on
 * @param {string} [reason]
 * @returns {Promise<string | null>}
 */
export async function setBlocked(contact, on, reason = "") {
  try {
    keep(await (on ? put(`/api/v1/contacts/${contact.id}/block`, reason ? { reason } : {}) : remove(`/api/v1/contacts/${contact.id}/block`)));
    toast(t(on ? "people.blockedNow" : "people.unblockedNow", { name: contact.name }), "lock");
    return null;
  } catch (error) { return words(error); }
}

/**
 * One more address of theirs; of another contact's, only where `from` names them.
 * @param {Contact} contact
 * @param {{kind: string, value: string}} point
 * @param {string | null} from
 * @returns {Promise<{error: string, holder: {id: string, name: string} | null} | null>}
 */
export async function namePoint(contact, point, from) {
  try {
    keep(await put(`/api/v1/contacts/${contact.id}/points`, { ...point, ...(from ? { from } : {}) }));
    return null;
  } catch (error) { return { error: words(error), holder: (error instanceof ApiError && error.problem.contact) || null }; }
}

/** @param {string} id @returns {Promise<Contact | string>} the contact, or what is wrong in words */
export async function readPerson(id) {
  try { return await get(`/api/v1/contacts/${id}`); } catch (error) { return words(error); }
}

/**
 * An address of theirs that is nobody's from now on; may be taken back.
 * @param {Contact} contact
 * @param {import("../lib/types").Point} point
 * @param {string} address as people read it
 */
export async function dropPoint(contact, point, address) {
  const path = `/api/v1/contacts/${contact.id}/points/${point.id}`;
  try {
    keep(await remove(path));
    // What nobody ever wrote from was forgotten: it comes back by its value.
    const typed = ["phone", "email", "handle", "id"].includes(point.kind);
    const undo = async () => { try { keep(await (typed ? put(`/api/v1/contacts/${contact.id}/points`, { kind: point.kind, value: point.value }) : put(path))); } catch (error) { toast(words(error), "alert"); } };
    toast(t("contact.unlinked", { address, name: contact.name }), "link", { label: t("contact.undo"), run: () => void undo() });
  } catch (error) { toast(words(error), "alert"); }
}

/** @param {string} id @param {string} other @returns {Promise<any>} */
export const previewMerge = (id, other) => get(`/api/v1/contacts/${id}/merge-preview?with=${other}`);

/**
 * The other's rows become this one's; for a day it can be taken back.
 * @param {Contact} contact
 * @param {Contact} other
 * @param {Record<string, string>} choose
 * @returns {Promise<string | null>}
 */
export async function mergePeople(contact, other, choose) {
  try {
    const { id, contact: kept } = await post(`/api/v1/contacts/${contact.id}/merge`, { with: other.id, choose, version: contact.version });
    dispatch({ type: "people.gone", id: other.id });
    keep(kept);
    toast(t("people.merged", { name: kept.name }), "merge", { label: t("contact.undo"), run: () => void undoMerge(kept.id, id) });
    return null;
  } catch (error) { return words(error); }
}

/**
 * What changed since stays with the one that was kept, and is named.
 * @param {string} id the contact that was kept
 * @param {string} merge
 */
export async function undoMerge(id, merge) {
  try {
    const { kept, other, stayed } = await remove(`/api/v1/contacts/${id}/merge/${merge}`);
    keep(kept);
    keep(other);
    dispatch({ type: "people.changed" });
    toast(stayed.length > 0 ? t("people.unmergedPartly", { count: stayed.length }) : t("people.unmerged"), "undo");
  } catch (error) { toast(words(error), "alert"); }
}

/** @param {string} id @param {string} confirm @returns {Promise<any>} the erasure as it begins; throws `ApiError` */
export const erasePerson = (id, confirm) => call("DELETE", `/api/v1/contacts/${id}/personal-data`, { confirm });

