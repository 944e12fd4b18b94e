import { dispatch, getState } from "../desk.js";
import { ApiError, call, put } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";

/**
 * Sets my reaction to a message, or takes it back with null. It is shown at once, and as it was if the server refuses it.
 * @param {import("../lib/types").Message} message
 * @param {string | null} emoji
 */
export async function react(message, emoji) {
  const before = (message.reactions ?? []).find((one) => one.by === "agent" && one.status !== "failed")?.emoji ?? null;
  const path = `/api/v1/cases/${message.case}/messages/${message.id}/reaction`;
  const show = (/** @type {string | null} */ one) => dispatch({ type: "reaction", case: message.case, message: message.id, emoji: one, name: getState().me?.name ?? null });
  show(emoji);
  try {
    dispatch({ type: "message", message: await (emoji === null ? call("DELETE", path) : put(path, { emoji })) });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    show(before);
    toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert");
  }
}
