import { html, useRef, useState } from "../vendor/preact-htm.js";
import { addressOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { addContact, linkPoint, newContactId } from "./contact-actions.js";

/**
 * Adds an unknown customer to the contacts of the conversation's campaign. Where the document is somebody's already, it is them.
 * @param {{case: string, typed?: string}} props `typed`: what was looked for in vain: a document if it has digits, else a name
 */
export function ContactDialog({ case: id, typed = "" }) {
  const card = useDesk((state) => state.cases.byId[id] ?? state.cases.attended[id]);
  const { campaign, offline, byDocument } = useDesk((state) => ({
    campaign: state.directory.campaigns[card?.campaign ?? ""]?.name ?? "", offline: state.connection.status === "offline", byDocument: state.directory.campaigns[card?.campaign ?? ""]?.policy.contactKey === "document",
  }));
  const contact = useRef(newContactId());
  const isCode = /\d/.test(typed);
  const [form, setForm] = useState({ name: typed && !isCode ? typed : card?.contact.name ?? "", code: isCode ? typed : "", documentKind: byDocument ? "DNI" : "" });
  const [state, setState] = useState({ error: "", missing: false, busy: false, holder: /** @type {{id: string, name: string} | null} */ (null) });
  const leave = () => dispatch({ type: "dialog", dialog: null });
  if (!card) return null;
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (state.busy || offline) return;
    if (!form.name.trim()) { setState({ ...state, missing: true }); document.getElementById("contact-name")?.focus(); return; }
    setState({ error: "", missing: false, busy: true, holder: null });
    const wrong = await addContact(card, contact.current, { name: form.name.trim(), code: form.code.trim(), documentKind: form.documentKind.trim() });
    if (wrong) setState({ missing: false, busy: false, ...wrong }); else leave();
  };
  const join = async () => {
    if (!state.holder || state.busy) return;
    setState({ ...state, busy: true });
    const error = await linkPoint(card, state.holder);
    if (error) setState({ ...state, busy: false, error }); else leave();
  };
  const set = (/** @type {string} */ key) => (/** @type {any} */ event) => { setForm({ ...form, [key]: event.target.value }); setState({ ...state, error: "", missing: false, holder: null }); };
  return html`<${Dialog} title=${t("contact.addTitle")} sub=${t("contact.addSub", { address: addressOf(card.contact.point), campaign })} onClose=${leave} testid="contact-dialog" foot=${html`
    <button type="button" class="button" onClick=${leave}>${t("action.cancel")}</button>
    <button type="submit" form="contact-form" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} class=${`button button--primary ${state.busy ? "button--busy" : ""}`}>${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("action.save")}</button>`}>
    <form id="contact-form" class="dialog__form" onSubmit=${submit} novalidate>
      <div class=${`field ${state.missing ? "field--invalid" : ""}`}><label class="field__label" for="contact-name">${t("contact.name")} <span class="field__required" aria-hidden="true">*</span></label>
        <input class="input" id="contact-name" required autocomplete="off" maxlength="200" data-autofocus aria-invalid=${state.missing ? "true" : undefined} value=${form.name} onInput=${set("name")} />
        ${state.missing ? html`<span class="field__error" role="alert"><${Icon} name="alert" size="xs" />${t("contact.required")}</span>` : null}</div>
      <div class="field--row"><div class="field"><label class="field__label" for="contact-kind">${t("contact.documentKind")} <span class="field__optional">${t("field.optional")}</span></label>
          <input class="input" id="contact-kind" autocomplete="off" maxlength="20" list="contact-kinds" value=${form.documentKind} onInput=${set("documentKind")} /><datalist id="contact-kinds">${["DNI", "RUC", "CE", "Pasaporte"].map((one) => html`<option key=${one} value=${one}></option>`)}</datalist></div>
        <div class="field"><label class="field__label" for="contact-code">${t("contact.code")} <span class="field__optional">${t("field.optional")}</span></label>
          <input class="input" id="contact-code" autocomplete="off" maxlength="64" aria-describedby="contact-code-hint" value=${form.code} onInput=${set("code")} /></div></div>
      <p class="field__hint" id="contact-code-hint">${t("contact.codeHint")}</p>
      ${state.error ? html`<div class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}
        ${state.holder ? html` <button type="button" class="button button--s" data-testid="join-holder" onClick=${() => void join()}>${t("match.linkTo", { name: state.holder.name })}</button>` : null}</span></div>` : null}
    </form></${Dialog}>`;
}
