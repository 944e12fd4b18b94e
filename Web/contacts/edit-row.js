import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";

/**
 * What a keyboard on glass offers.
 * @type {Record<string, string>}
 */
const MODES = { number: "decimal", phone: "tel", email: "email" };

/**
 * A row edited in place: Enter saves, Esc restores, an error keeps the text, and where a colleague was faster says what stands there now. `shown` is the value as people read it.
 * @param {{label: string, value: string | null, shown?: string, empty: string, save: (value: string) => Promise<string | null>, kind?: string, options?: [value: string, text: string][], suggestions?: string[], required?: boolean, readOnly?: boolean, actions?: any}} props
 */
export function EditRow({ label, value, shown, empty, save, kind = "text", options = [], suggestions, required, readOnly, actions }) {
  const [state, setState] = useState({ editing: false, text: "", from: value, error: "", busy: false });
  const field = useRef(/** @type {any} */ (null));
  const button = useRef(/** @type {any} */ (null));
  const was = useRef(false);
  useEffect(() => {
    if (state.editing && !was.current) { field.current.focus(); field.current.select?.(); }
    if (!state.editing && was.current && document.activeElement === document.body) button.current?.focus();
    was.current = state.editing;
  }, [state.editing]);
  const start = () => setState({ editing: true, text: value ?? "", from: value, error: "", busy: false });
  const stop = () => setState({ editing: false, text: "", from: value, error: "", busy: false });
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
    const change = (/** @type {any} */ event) => setState({ ...state, text: event.target.value, error: "" });
    const shared = { ref: field, value: state.text, "aria-label": label, "aria-invalid": state.error ? "true" : undefined, onKeyDown, onInput: change };
    return html`<div class=${`contact-panel__row contact-panel__row--editing ${state.error ? "field--invalid" : ""}`}><span class="contact-panel__key">${label}</span>
      <span class="contact-panel__edit">${kind === "choice" ? html`<span class="select"><select class="select__control" disabled=${state.busy} ...${shared}>
            ${required ? null : html`<option value="" selected=${state.text === ""}>–</option>`}${options.map(([one, text]) => html`<option key=${one} value=${one} selected=${one === state.text}>${text}</option>`)}</select><${Icon} name="chevron-down" size="s" /></span>`
          : kind === "long" ? html`<textarea class="input" rows="3" readonly=${state.busy} ...${shared}></textarea>`
          : html`<input class="input" type=${kind === "date" ? "date" : "text"} inputmode=${MODES[kind]} autocomplete="off" readonly=${state.busy} list=${suggestions ? "edit-row-list" : undefined} ...${shared} />`}
        ${suggestions ? html`<datalist id="edit-row-list">${suggestions.map((one) => html`<option key=${one} value=${one}></option>`)}</datalist>` : null}
        ${state.error ? html`<span class="field__error" role="alert"><${Icon} name="alert" size="xs" /><span>${state.error}${value !== state.from ? html` ${t("contact.now", { value: shown || value || "–" })}` : null}</span></span>` : html`<span class="field__hint">${t("contact.keys")}</span>`}</span>
      <span class="contact-panel__actions"><button type="button" class="button button--ghost button--icon button--s" aria-label=${t("action.save")} title=${`${t("action.save")}  Enter`} onClick=${() => void commit()}><${Icon} name="check" size="s" /></button></span></div>`;
  }
  const words = html`<span class=${`contact-panel__value ${value ? "" : "contact-panel__value--empty"}`}>${shown || value || (readOnly ? "–" : empty)}</span>`;
  if (readOnly) return html`<div class="contact-panel__row"><span class="contact-panel__key">${label}</span>${words}<span class="contact-panel__actions">${actions}</span></div>`;
  return html`<div class="contact-panel__row"><span class="contact-panel__key">${label}</span>
    <button type="button" ref=${button} class="contact-panel__open" onClick=${start} aria-label=${t("contact.editNamed", { label, value: shown || value || empty })}>${words}</button>
    <span class="contact-panel__actions">${actions ?? html`<span class="contact-panel__actions--quiet"><${Icon} name="edit" size="xs" /></span>`}</span></div>`;
}
