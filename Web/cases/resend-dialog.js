import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { retryMessage } from "./retry-message.js";

/**
 * A message that may have arrived is sent again only when asked for.
 * @param {{message: import("../lib/types").Message}} props
 */
export function ResendDialog({ message }) {
  const leave = () => dispatch({ type: "dialog", dialog: null });
  return html`<${Dialog} title=${t("resend.title")} onClose=${leave} foot=${html`
    <button type="button" class="button" data-autofocus onClick=${leave}>${t("resend.wait")}</button>
    <button type="button" class="button button--primary" onClick=${() => void retryMessage(message)}>${t("resend.send")}</button>`}><p>${t("resend.text")}</p></${Dialog}>`;
}
