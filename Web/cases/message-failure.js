import { html } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { ApiError, post } from "../lib/api.js";
import { hasText, t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { Icon } from "../ui/icon.js";
import { discardItem, retryItem } from "./outbox.js";
import { takeBack } from "./write.js";

/**
 * Why it failed, in words, with what can be done.
 * @param {{message: import("../lib/types").Message}} props
 */
export function MessageFailure({ message }) {
  const { waiting, status } = message;
  if (waiting) {
    const known = waiting.code ? `refused.${waiting.code}` : "";
    return html`<p class="message__failure" role="alert">${hasText(known) ? t(known) : waiting.reason}
      <button type="button" class="button button--s" onClick=${() => void retryItem(waiting.id, waiting.code === "case.answered" ? true : undefined)}><${Icon} name="refresh" size="xs" />${t("action.retry")}</button>
      <button type="button" class="button button--ghost button--s" onClick=${() => takeBack(waiting)}>${t("message.edit")}</button>
      <button type="button" class="button button--ghost button--s" onClick=${() => void discardItem(waiting.id)}>${t("message.discard")}</button></p>`;
  }
  if (status === "uncertain") {
    return html`<p class="message__failure message__failure--uncertain">${t("message.uncertain")}
      <button type="button" class="button button--s" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "resend", message } })}><${Icon} name="refresh" size="xs" />${t("action.retry")}</button></p>`;
  }
  return html`<p class="message__failure" role="alert">${message.reason ?? t("message.failed")}
    <button type="button" class="button button--s" onClick=${() => void retryMessage(message)}><${Icon} name="refresh" size="xs" />${t("action.retry")}</button></p>`;
}

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
