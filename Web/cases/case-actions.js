import { dispatch, getState } from "../desk.js";
import { ApiError, put, remove } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { openCase } from "./open-case.js";
import { openCards } from "./select.js";
import { unitOf } from "./words.js";

/** @typedef {import("../lib/types").Card} Card */

/**
 * Closes for good; the next open case is selected, never an offered one.
 * @param {Card} card
 * @param {{disposition?: object}} [body] what came of it, in the same step
 * @returns {Promise<ApiError | null>}
 */
export async function closeCase(card, body = {}) {
  const next = openCards(getState()).find((other) => other.id !== card.id && other.agent === getState().me?.id);
  try {
    const { case: closed } = await put(`/api/v1/cases/${card.id}/closure`, body);
    dispatch({ type: "case", card: closed });
    toast(t("case.closedToast", { unit: unitOf(card), number: card.number }), "closed");
    if (getState().screen.selected === card.number) openCase(next ? next.number : null);
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/**
 * Gives the case back to its queue.
 * @param {Card} card
 */
export async function releaseCase(card) {
  // First, while it may still be said: the queue must not go on seeing me look at it.
  await tellPresence(card.id, false, false);
  try {
    const { case: released } = await remove(`/api/v1/cases/${card.id}/acceptance`);
    dispatch({ type: "case", card: released });
    toast(t("case.releasedToast", { unit: unitOf(card), number: card.number }), "queued");
    if (getState().screen.selected === card.number) openCase(null);
  } catch (error) { say(error); }
}

/** @param {Card} card */
export async function reopenCase(card) {
  try {
    const { case: reopened } = await remove(`/api/v1/cases/${card.id}/closure`);
    dispatch({ type: "case", card: reopened });
  } catch (error) { say(error); }
}

/** @param {Card} card */
export async function toggleFlag(card) {
  const path = `/api/v1/cases/${card.id}/flag`;
  try {
    const { case: changed } = await (card.marks.flagged ? remove(path) : put(path));
    dispatch({ type: "case", card: changed });
  } catch (error) { say(error); }
}

/** @type {Map<string, string>} */
const told = new Map();

/**
 * Tells the server how far I have read, once per message.
 * @param {string} caseId
 * @param {string} message
 */
export async function markRead(caseId, message) {
  if (told.get(caseId) === message) return;
  told.set(caseId, message);
  await put(`/api/v1/cases/${caseId}/read`, { message }, { aside: true }).catch(() => told.delete(caseId));
}

/** @type {Map<string, {at: number, said: string}>} */
const presence = new Map();

/**
 * Who looks and who types: a change at once, the same again after 3 s. Of a case that I may not read any more there is nothing to tell.
 * @param {string} caseId
 * @param {boolean} viewing
 * @param {boolean} typing
 */
export function tellPresence(caseId, viewing, typing) {
  const state = getState();
  const card = state.cases.byId[caseId];
  if (!card || card.sight !== "full" || state.connection.status === "offline") { presence.delete(caseId); return undefined; }
  const said = `${viewing}${typing}`;
  const last = presence.get(caseId);
  if (last && last.said === said && Date.now() - last.at < 3000) return undefined;
  presence.set(caseId, { at: Date.now(), said });
  return put(`/api/v1/cases/${caseId}/presence`, { viewing, typing }, { aside: true }).catch(() => {});
}

/** @param {unknown} error */
function say(error) {
  if (!(error instanceof ApiError)) throw error;
  toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert");
}
