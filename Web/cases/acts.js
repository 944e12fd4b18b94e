import { dispatch } from "../desk.js";
import { ApiError, patch, put, remove } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";

/**
 * Acts on a case whose code comes with their dialogs. Each gives the refusal, or null.
 * @typedef {import("../lib/types").Card} Card
 */

/** @param {Card} card @param {string | null} until @param {string} reason */
export const snooze = (card, until, reason) => change(put(`/api/v1/cases/${card.id}/snooze`, { ...(until ? { until } : {}), ...(reason ? { reason } : {}) }));
/** @param {Card} card */
export const wake = (card) => change(remove(`/api/v1/cases/${card.id}/snooze`));
/** @param {Card} card @param {string} reason */
export const escalate = (card, reason) => change(put(`/api/v1/cases/${card.id}/escalation`, reason ? { reason } : {}));
/** @param {Card} card */
export const settle = (card) => change(remove(`/api/v1/cases/${card.id}/escalation`));
/** @param {Card} card @param {{priority?: string, type?: string | null}} fields */
export const setFields = (card, fields) => change(patch(`/api/v1/cases/${card.id}`, fields));
/** @param {Card} card @param {string} tag @param {boolean} on */
export const setTag = (card, tag, on) => change(on ? put(`/api/v1/cases/${card.id}/tags/${tag}`) : remove(`/api/v1/cases/${card.id}/tags/${tag}`));
/** @param {Card} card @param {string} id a repeat with the same changes nothing @param {{campaign: string, queue: string, agent?: string, reason?: string, note?: string}} to */
export const transfer = (card, id, to) => change(put(`/api/v1/cases/${card.id}/transfers/${id}`, to));
/** @param {Card} card @param {string} id */
export const undoTransfer = (card, id) => change(remove(`/api/v1/cases/${card.id}/transfers/${id}`));
/** @param {Card} card @param {string} into the case that is kept */
export const merge = (card, into) => change(put(`/api/v1/cases/${card.id}/merge`, { into }));

/** @param {Card} card @param {{at: string, owner?: string, note?: string} | null} next the step that is planned; none: nothing is */
export const setFollowUp = (card, next) => change(next ? put(`/api/v1/cases/${card.id}/follow-up`, next) : remove(`/api/v1/cases/${card.id}/follow-up`));

/** @param {ApiError} error in the server's words */
export const refusal = (error) => (error.status === 0 ? t("error.offlineAct") : error.message);

/**
 * An act without a dialog: a refusal is told.
 * @param {Promise<ApiError | null>} act
 */
export async function tell(act) {
  const error = await act;
  if (error) toast(refusal(error), "alert");
}

/** @param {Promise<{case: Card}>} answer @returns {Promise<ApiError | null>} */
async function change(answer) {
  try {
    dispatch({ type: "case", card: (await answer).case });
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
