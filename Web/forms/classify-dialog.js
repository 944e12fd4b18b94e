import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { nameOf } from "../cases/words.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { useDesk } from "../ui/use-desk.js";
import { FormTab } from "./form-tab.js";

/**
 * The form over the conversation, where the campaign gives it no tab.
 * @param {{case: string}} props
 */
export function ClassifyDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  if (!card) return null;
  return html`<${Dialog} title=${t("form.classify")} sub=${`${nameOf(card)} · #${card.number}`} class="dialog--form" testid="classify-dialog" onClose=${() => dispatch({ type: "dialog", dialog: null })}><${FormTab} card=${card} name="dialog" /></${Dialog}>`;
}
