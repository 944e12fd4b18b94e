import { closeCase } from "../cases/case-actions.js";
import { unitOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { ApiError, get, put } from "../lib/api.js";
import { onFrames } from "../lib/frames.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { clearAnswer } from "./answer.js";
import { forms } from "./store.js";

/**
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").OutcomeForm} OutcomeForm
 */

/**
 * The campaign's newest form; null where it asks nothing.
 * @param {string} campaign
 */
export async function loadForm(campaign) {
  forms.dispatch({ type: "form.loading", campaign });
  try {
    const { items } = await get(`/api/v1/forms?campaign=${campaign}`);
    const [form] = /** @type {OutcomeForm[]} */ (items);
    forms.dispatch({ type: "form.loaded", campaign, form: form && form.fields.length > 0 ? form : null });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    forms.dispatch({ type: "form.failed", campaign });
  }
}

/**
 * What was said of a case.
 * @param {string} caseId
 */
export async function loadGiven(caseId) {
  forms.dispatch({ type: "given.loading", case: caseId });
  try {
    const { items, forms: versions } = await get(`/api/v1/cases/${caseId}/dispositions`);
    forms.dispatch({ type: "given.loaded", case: caseId, items, forms: versions });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    forms.dispatch({ type: "given.failed", case: caseId });
  }
}

/**
 * Saves what was answered; a final one ends the case where the campaign says so and `resolve` is not false.
 * @param {Card} card
 * @param {import("./reduce.js").Answer} answer
 * @param {Record<string, any>} values in their normal form
 * @param {boolean} resolve
 * @returns {Promise<ApiError | null>}
 */
export async function saveAnswer(card, answer, values, resolve) {
  try {
    const body = { formVersion: answer.version, values, ...(answer.code ? { code: answer.code } : {}), ...(resolve ? {} : { resolve }) };
    const { case: shown, disposition } = await put(`/api/v1/cases/${card.id}/dispositions/${answer.id}`, body);
    clearAnswer(card.id, true);
    dispatch({ type: "case", card: shown });
    toast(shown.state === "closed" && card.state !== "closed" ? t("case.closedToast", { unit: unitOf(card), number: card.number }) : t("form.savedToast", { outcome: disposition.outcome ?? "", named: disposition.outcome ? "yes" : "no" }), "check");
    void loadGiven(card.id);
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === "form.old_version") await loadForm(card.campaign);
    return error;
  }
}

/**
 * Ends the case, with what was answered of it in the same step.
 * @param {Card} card
 * @param {import("./reduce.js").Answer | null} answer
 * @param {Record<string, any>} values
 * @returns {Promise<ApiError | null>}
 */
export async function closeWith(card, answer, values) {
  const error = await closeCase(card, answer ? { disposition: { id: answer.id, formVersion: answer.version, values, ...(answer.code ? { code: answer.code } : {}) } } : {});
  if (!error && answer) { clearAnswer(card.id, true); void loadGiven(card.id); }
  if (error?.code === "form.old_version") await loadForm(card.campaign);
  return error;
}

onFrames((frames) => {
  const { campaigns, given } = forms.getState();
  for (const { kind, data } of frames) {
    if (kind === "config.changed" || kind === "snapshot") for (const campaign of Object.keys(campaigns)) void loadForm(campaign);
    if (kind === "snapshot") for (const id of Object.keys(given)) void loadGiven(id);
    if (kind === "case.classified" && given[data.case?.id]) void loadGiven(data.case.id);
  }
});
