import { dispatch } from "../desk.js";
import { ApiError, put } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";

/**
 * Asks for a customer's file that did not come, once more.
 * @param {string} caseId @param {string} message @param {string} attachment
 */
export async function fetchAgain(caseId, message, attachment) {
  try {
    dispatch({ type: "message", message: await put(`/api/v1/cases/${caseId}/messages/${message}/attachments/${attachment}/fetch`) });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert");
  }
}
