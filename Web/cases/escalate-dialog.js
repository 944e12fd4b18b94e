import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { useDesk } from "../ui/use-desk.js";
import { ActDialog, TextField } from "./act-dialog.js";
import { escalate } from "./acts.js";
import { nameOf } from "./words.js";

/**
 * Asks the supervisors for help.
 * @param {{case: string}} props
 */
export function EscalateDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  const [reason, setReason] = useState("");
  if (!card) return null;
  return html`<${ActDialog} title=${t("act.escalate")} sub=${`${nameOf(card)} · #${card.number}`} confirm=${t("act.escalate")} testid="escalate-dialog" run=${() => escalate(card, reason.trim())} done=${() => toast(t("escalate.toast", { number: card.number }), "escalate")}>
    <${TextField} first long id="escalate-reason" label=${t("act.reason")} most=${500} value=${reason} change=${setReason} />
    <p class="field__hint">${t("escalate.text")}</p></${ActDialog}>`;
}
