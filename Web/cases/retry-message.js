import { dispatch, getState } from "../desk.js";
import { ApiError, post } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";

/** @param {import("../lib/types").Message} message */
export async function retryMessage(message) {
  try {
    dispatch({ type: "message", message: await post(`/api/v1/cases/${message.case}/messages/${message.id}/retry`) });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert");
  }
  if (getState().screen.dialog?.kind === "resend") dispatch({ type: "dialog", dialog: null });
}
