import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";

/** The page is older than the server: the screen stays readable, and drafts survive the reload. */
export function OldPageDialog() {
  return html`<${Dialog} title=${t("old.title")} class="dialog--clear" testid="old-dialog" foot=${html`
    <button type="button" class="button button--primary" data-autofocus onClick=${() => location.reload()}>${t("old.reload")}</button>`}><p>${t("old.text")}</p></${Dialog}>`;
}
