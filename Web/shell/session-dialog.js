import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";

/** The session ended: the screen stays readable, drafts survive. */
export function SessionDialog() {
  return html`<${Dialog} title=${t("session.ended")} class="dialog--clear" testid="session-dialog" foot=${html`
    <a class="button button--primary" data-autofocus href=${`/login?next=${encodeURIComponent(location.pathname + location.search)}`}>${t("session.again")}</a>`}><p>${t("session.text")}</p></${Dialog}>`;
}
