import { html } from "../vendor/preact-htm.js";
import { unitOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";

/**
 * The red button, which asks before it ends anything; while it can't, it says why.
 * @param {{card: import("../lib/types").Card, why?: string}} props
 */
export function EndButton({ card, why }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const reason = offline ? t("error.offlineAct") : why;
  return html`<button type="button" class="button button--danger button--l button--block" data-testid="close-case" disabled=${Boolean(reason)} aria-describedby=${reason ? "end-why" : undefined}
      onClick=${() => dispatch({ type: "dialog", dialog: { kind: "close", case: card.id } })}>${t("close.confirm", { unit: unitOf(card) })}</button>
    ${reason ? html`<p class="side-panel__why" id="end-why">${reason}</p>` : null}`;
}
