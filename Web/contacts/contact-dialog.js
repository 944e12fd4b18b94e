import { html, useRef, useState } from "../vendor/preact-htm.js";
import { addressOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { addContact, newContactId } from "./contact-actions.js";

/**
 * Adds an unknown customer to the contacts.
 * @param {{case: string}} props
 */
export function ContactDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id] ?? state.cases.attended[id]);
  const contact = useRef(newContactId());
  const [form, setForm] = useState({ name: card?.contact.name ?? "", code: "", error: "", missing: false, busy: false });
  const leave = () => dispatch({ type: "dialog", dialog: null });
  if (!card) return null;
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!form.name.trim()) { setForm({ ...form, missing: true }); document.getElementById("contact-name")?.focus(); return; }
    setForm({ ...form, busy: true, error: "" });
    const error = await addContact(card, contact.current, form.name.trim(), form.code.trim());
    if (error) setForm({ ...form, busy: false, error }); else leave();
  };
  return html`<${Dialog} title=${t("contact.add")} sub=${addressOf(card.contact.point)} onClose=${leave} foot=${html`
    <button type="button" class="button" onClick=${leave}>${t("action.cancel")}</button>
    <button type="submit" form="contact-form" class=${`button button--primary ${form.busy ? "button--busy" : ""}`}>${form.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("action.save")}</button>`}>
    <form id="contact-form" class="dialog__form" onSubmit=${submit} novalidate>
      <div class=${`field ${form.missing ? "field--invalid" : ""}`}><label class="field__label" for="contact-name">${t("contact.name")} <span class="field__required" aria-hidden="true">*</span></label>
        <input class="input" id="contact-name" required autocomplete="off" data-autofocus aria-invalid=${form.missing ? "true" : undefined} value=${form.name} onInput=${(/** @type {any} */ event) => setForm({ ...form, name: event.target.value, missing: false })} />
        ${form.missing ? html`<span class="field__error" role="alert"><${Icon} name="alert" size="xs" />${t("contact.required")}</span>` : null}</div>
      <div class="field"><label class="field__label" for="contact-code">${t("contact.code")} <span class="field__optional">${t("field.optional")}</span></label>
        <input class="input" id="contact-code" autocomplete="off" value=${form.code} onInput=${(/** @type {any} */ event) => setForm({ ...form, code: event.target.value })} /></div>
      ${form.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${form.error}</span></p>` : null}
    </form></${Dialog}>`;
}
