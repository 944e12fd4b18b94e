import { html, useState } from "../vendor/preact-htm.js";
import { leave, TextField } from "../cases/act-dialog.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { setBlocked } from "./people-actions.js";

/**
 * Nobody will attend what they write: said before it is done, with the reason that supervisors will read.
 * @param {{contact: import("../lib/types").Contact}} props
 */
export function BlockDialog({ contact }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const [reason, setReason] = useState("");
  const [state, setState] = useState({ busy: false, error: "" });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (state.busy || offline) return;
    setState({ busy: true, error: "" });
    const error = await setBlocked(contact, true, reason.trim());
    if (error) setState({ busy: false, error }); else leave();
  };
  return html`<${Dialog} title=${t("people.blockTitle", { name: contact.name })} onClose=${leave} testid="person-block-dialog" foot=${html`<button type="button" class="button" onClick=${leave}>${t("action.cancel")}</button>
      <button type="submit" form="person-block-form" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} class=${`button button--danger ${state.busy ? "button--busy" : ""}`} data-testid="block-confirm">${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("people.block")}</button>`}>
    <form id="person-block-form" class="dialog__form" onSubmit=${submit} novalidate><p>${t("people.blockText")}</p>
      <${TextField} id="block-reason" label=${t("people.reason")} most=${200} first value=${reason} change=${setReason} />
      ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}</form></${Dialog}>`;
}
