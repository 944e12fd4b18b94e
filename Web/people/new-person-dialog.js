import { html, useRef, useState } from "../vendor/preact-htm.js";
import { leave, SelectField, TextField } from "../cases/act-dialog.js";
import { newContactId } from "../contacts/contact-actions.js";
import { t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { makePerson } from "./people-actions.js";

/** A new contact by hand. Where the document or an address is somebody's already, the way to them is offered. */
export function NewPersonDialog() {
  const { offline, campaigns, scope } = useDesk((state) => ({ offline: state.connection.status === "offline", campaigns: state.directory.campaigns, scope: state.screen.scope }));
  const id = useRef(newContactId());
  const [form, setForm] = useState({ name: "", documentKind: "", code: "", notes: "", campaign: scope ?? "", phone: "", email: "" });
  const [state, setState] = useState({ error: "", missing: false, busy: false, holder: /** @type {{id: string, name: string} | null} */ (null) });
  const open = Object.values(campaigns).filter((one) => !one.archivedAt).sort((a, b) => a.name.localeCompare(b.name));
  const set = (/** @type {keyof typeof form} */ key) => (/** @type {string} */ value) => { setForm({ ...form, [key]: value }); setState({ ...state, error: "", missing: false, holder: null }); };
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (state.busy || offline) return;
    if (!form.name.trim()) { setState({ ...state, missing: true }); document.getElementById("person-new-name")?.focus(); return; }
    setState({ error: "", missing: false, busy: true, holder: null });
    const wrong = await makePerson(id.current, { ...form, name: form.name.trim(), code: form.code.trim(), documentKind: form.documentKind.trim(), notes: form.notes.trim(), phone: form.phone.trim(), email: form.email.trim() });
    if (wrong) { setState({ missing: false, busy: false, ...wrong }); return; }
    leave();
    openPeople(id.current);
  };
  const go = () => { if (state.holder) { leave(); openPeople(state.holder.id); } };
  return html`<${Dialog} title=${t("people.new")} onClose=${leave} testid="person-new" foot=${html`<button type="button" class="button" onClick=${leave}>${t("action.cancel")}</button>
      <button type="submit" form="person-new-form" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} class=${`button button--primary ${state.busy ? "button--busy" : ""}`} data-testid="person-save">${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("people.create")}</button>`}>
    <form id="person-new-form" class="dialog__form" onSubmit=${submit} novalidate>
      <div class=${`field ${state.missing ? "field--invalid" : ""}`}><label class="field__label" for="person-new-name">${t("contact.name")} <span class="field__required" aria-hidden="true">*</span></label>
        <input class="input" id="person-new-name" aria-required="true" autocomplete="off" maxlength="200" data-autofocus aria-invalid=${state.missing ? "true" : undefined} value=${form.name} onInput=${(/** @type {any} */ event) => set("name")(event.target.value)} />
        ${state.missing ? html`<span class="field__error" role="alert"><${Icon} name="alert" size="xs" />${t("people.nameMissing")}</span>` : null}</div>
      <div class="field--row"><${TextField} id="person-new-kind" label=${t("contact.documentKind")} most=${20} value=${form.documentKind} change=${set("documentKind")} /><${TextField} id="person-new-code" label=${t("contact.code")} most=${64} value=${form.code} change=${set("code")} /></div>
      <p class="field__hint">${t("contact.codeHint")}</p>
      <div class="field--row"><${TextField} id="person-new-phone" label=${t("point.phone")} most=${64} value=${form.phone} change=${set("phone")} /><${TextField} id="person-new-email" label=${t("point.email")} most=${254} value=${form.email} change=${set("email")} /></div>
      ${open.length > 1 ? html`<${SelectField} id="person-new-campaign" label=${t("people.origin")} value=${form.campaign} choices=${[["", t("people.myCampaigns")], ...open.map((one) => /** @type {[string, string]} */ ([one.id, one.name]))]} change=${set("campaign")} />` : null}
      <${TextField} id="person-new-notes" label=${t("contact.notes")} long most=${4000} value=${form.notes} change=${set("notes")} />
      ${state.error ? html`<div class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}
        ${state.holder ? html` <button type="button" class="button button--s" data-testid="go-to-holder" onClick=${go}>${t("people.goTo", { name: state.holder.name })}</button>` : null}</span></div>` : null}
    </form></${Dialog}>`;
}
