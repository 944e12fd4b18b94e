import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";

/**
 * A row edited in place: Enter saves, Esc restores, an error keeps the text.
 * @param {{label: string, value: string | null, empty: string, save: (value: string) => Promise<string | null>, multiline?: boolean, required?: boolean, readOnly?: boolean}} props
 */
export function EditRow({ label, value, empty, save, multiline, required, readOnly }) {
  const [state, setState] = useState({ editing: false, text: "", error: "", busy: false });
  const field = useRef(/** @type {any} */ (null));
  const button = useRef(/** @type {any} */ (null));
  const was = useRef(false);
  useEffect(() => {
    if (state.editing && !was.current) { field.current.focus(); field.current.select(); }
    if (!state.editing && was.current && document.activeElement === document.body) button.current?.focus();
    was.current = state.editing;
  }, [state.editing]);
  const start = () => setState({ editing: true, text: value ?? "", error: "", busy: false });
  const stop = () => setState({ editing: false, text: "", error: "", busy: false });
  const commit = async () => {
    const text = state.text.trim();
    if (state.busy) return;
    if (required && !text) { setState({ ...state, error: t("contact.required") }); return; }
    if (text === (value ?? "")) { stop(); return; }
    setState({ ...state, busy: true, error: "" });
    const error = await save(text);
    if (error) { setState({ ...state, busy: false, error }); field.current?.focus(); } else stop();
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); void commit(); }
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); stop(); }
  };
  if (state.editing) {
    const shared = { class: "input", ref: field, value: state.text, "aria-label": label, "aria-invalid": state.error ? "true" : undefined, onKeyDown, readonly: state.busy, onInput: (/** @type {any} */ event) => setState({ ...state, text: event.target.value, error: "" }) };
    return html`<div class=${`contact-panel__row contact-panel__row--editing ${state.error ? "field--invalid" : ""}`}><span class="contact-panel__key">${label}</span>
      <span class="contact-panel__edit">${multiline ? html`<textarea rows="3" ...${shared}></textarea>` : html`<input ...${shared} />`}
        ${state.error ? html`<span class="field__error" role="alert"><${Icon} name="alert" size="xs" />${state.error}</span>` : html`<span class="field__hint">${t("contact.keys")}</span>`}</span>
      <span class="contact-panel__actions"><button type="button" class="button button--ghost button--icon button--s" aria-label=${t("action.save")} title=${`${t("action.save")}  Enter`} onClick=${() => void commit()}><${Icon} name="check" size="s" /></button></span></div>`;
  }
  const words = html`<span class=${`contact-panel__value ${value ? "" : "contact-panel__value--empty"}`}>${value || (readOnly ? "–" : empty)}</span>`;
  if (readOnly) return html`<div class="contact-panel__row"><span class="contact-panel__key">${label}</span>${words}</div>`;
  return html`<div class="contact-panel__row"><span class="contact-panel__key">${label}</span>
    <button type="button" ref=${button} class="contact-panel__open" onClick=${start} aria-label=${t("contact.editNamed", { label, value: value ?? empty })}>${words}</button>
    <span class="contact-panel__actions contact-panel__actions--quiet"><${Icon} name="edit" size="xs" /></span></div>`;
}
