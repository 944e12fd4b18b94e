import { html, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { clockTime, firstName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { closeCase } from "./case-actions.js";
import { nameOf, unitOf } from "./words.js";

/**
 * The red button asks once.
 * @param {{case: string}} props
 */
export function CloseDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  const offline = useDesk((state) => state.connection.status === "offline");
  const waiting = useDesk((state) => state.outbox.filter((item) => item.case === id).length);
  const [state, setState] = useState({ busy: false, error: "" });
  const leave = () => dispatch({ type: "dialog", dialog: null });
  if (!card) return null;
  const unit = unitOf(card);
  const name = firstName(card.contact.name) || nameOf(card);
  const confirm = async () => {
    setState({ busy: true, error: "" });
    const error = await closeCase(card);
    if (!error) { leave(); return; }
    const { by, at } = error.problem;
    setState({ busy: false, error: error.code === "case.state" && by ? t("close.already", { name: by.name, time: at ? clockTime(at) : "" }) : error.status === 0 ? t("error.offlineAct") : error.message });
  };
  return html`<${Dialog} title=${t("close.title", { unit, name })} onClose=${leave} testid="close-dialog" foot=${html`
    <button type="button" class="button" onClick=${leave} data-autofocus>${t("close.keep")}</button>
    <button type="button" class=${`button button--danger ${state.busy ? "button--busy" : ""}`} data-testid="confirm-close" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} onClick=${() => void confirm()}>${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("close.confirm", { unit })}</button>`}>
    <p>${t("close.text", { unit, name })}</p>
    ${waiting > 0 ? html`<p class="dialog__warning"><${Icon} name="alert" size="s" /><span>${t("close.waiting", { count: waiting })}</span></p>` : null}
    ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}
  </${Dialog}>`;
}
