import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";

/** More than these stand in a list that opens, else beside each other. */
const FEW = 8;

/**
 * One of several.
 * @param {import("./form-field.js").ControlProps} props
 */
export function ChoiceField({ field, id, value, required, invalid, change, leave }) {
  const options = field.options ?? [];
  if (options.length > FEW) return html`<${Select} id=${id} label=${field.label} options=${options} value=${value ?? ""} required=${required} invalid=${invalid} change=${change} leave=${leave} />`;
  return html`<div class="choice-group" role="radiogroup" aria-label=${field.label} aria-required=${required ? "true" : undefined} aria-invalid=${invalid ? "true" : undefined}>${options.map((option, index) => html`<label key=${option.id} class="choice">
    <input class="choice__input" type="radio" id=${index === 0 ? id : undefined} name=${id} value=${option.id} checked=${value === option.id} onChange=${() => { change(option.id); leave(); }} /><${Icon} name="check" size="xs" class="choice__mark" />${option.label}</label>`)}</div>`;
}

/**
 * Any of several.
 * @param {import("./form-field.js").ControlProps} props
 */
export function ChoicesField({ field, id, value, change, leave }) {
  /** @type {string[]} */
  const chosen = Array.isArray(value) ? value : [];
  const toggle = (/** @type {string} */ one) => { change(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]); leave(); };
  return html`<div class="choice-group">${(field.options ?? []).map((option, index) => html`<label key=${option.id} class="choice">
    <input class="choice__input" type="checkbox" id=${index === 0 ? id : undefined} checked=${chosen.includes(option.id)} onChange=${() => toggle(option.id)} /><${Icon} name="check" size="xs" class="choice__mark" />${option.label}</label>`)}</div>`;
}

/**
 * @param {{id: string, label: string, options: import("../lib/types").FormOption[], value: string, required: boolean, invalid: boolean, change: (value: string | null) => void, leave: () => void}} props
 */
export function Select({ id, label, options, value, required, invalid, change, leave }) {
  return html`<span class="select"><select class="select__control" id=${id} aria-label=${label} aria-required=${required ? "true" : undefined} aria-invalid=${invalid ? "true" : undefined} value=${value} onBlur=${leave}
    onChange=${(/** @type {any} */ event) => change(event.target.value || null)}><option value="" selected=${value === ""}>${t("form.choose")}</option>
    ${options.map((option) => html`<option key=${option.id} value=${option.id} selected=${option.id === value}>${option.label}</option>`)}</select><${Icon} name="select" size="s" /></span>`;
}
