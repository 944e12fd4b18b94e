import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { DateField } from "./date-field.js";
import { ChoiceField, ChoicesField } from "./choice-field.js";
import { faultWords } from "./field-words.js";
import { TreeField } from "./tree-field.js";

/**
 * @typedef {import("../lib/types").FormField} Field
 * @typedef {{field: Field, id: string, value: any, required: boolean, described: string | undefined, invalid: boolean, change: (value: any) => void, leave: () => void}} ControlProps
 */

/**
 * A question with its control, its help and what is wrong with the answer.
 * @param {{field: Field, name: string, value: any, required: boolean, fault: import("./rules.js").Fault | undefined, change: (value: any) => void, leave: () => void}} props
 * `name` begins the ids: a form may stand twice on a page
 */
export function FormField({ field, name, value, required, fault, change, leave }) {
  const id = `${name}-${field.id}`;
  const described = [fault ? `${id}-fault` : "", field.help ? `${id}-help` : ""].filter(Boolean).join(" ") || undefined;
  const grouped = field.kind === "choice" || field.kind === "choices" || field.kind === "tree";
  const control = html`<${CONTROLS[field.kind]} field=${field} id=${id} value=${value} required=${required} described=${described} invalid=${Boolean(fault)} change=${change} leave=${leave} />`;
  const below = html`${fault ? html`<p class="field__error" id=${`${id}-fault`}><${Icon} name="alert" size="xs" />${faultWords(fault, field)}</p>` : null}
    ${field.help ? html`<p class="field__hint" id=${`${id}-help`}>${field.help}</p>` : null}`;
  const words = html`${field.label}${required ? html` <span class="field__required" aria-hidden="true" title=${t("form.required")}>*</span>` : null}`;
  const optional = required ? null : grouped && value && value.length > 0 ? html`<button type="button" class="button button--link field__clear" onClick=${() => { change(null); document.getElementById(id)?.focus(); }} aria-label=${t("form.clearNamed", { label: field.label })}>${t("action.remove")}</button>` : html`<span class="field__optional">${t("field.optional")}</span>`;
  const tone = `field ${fault ? "field--invalid" : ""}`;
  if (field.kind === "checkbox") return html`<div class=${tone} data-field=${field.id}><label class="check-line">${control}<span>${words}</span></label>${below}</div>`;
  if (grouped) return html`<fieldset class=${tone} data-field=${field.id} aria-describedby=${described}><legend class="field__label outcome-form__legend">${words}${optional}</legend>${control}${below}</fieldset>`;
  return html`<div class=${tone} data-field=${field.id}><label class="field__label" for=${id}>${words}${optional}</label>${control}${below}</div>`;
}

/** @type {Record<Field["kind"], (props: ControlProps) => any>} */
const CONTROLS = {
  text: (props) => Line(props), phone: (props) => Line({ ...props, type: "tel" }), email: (props) => Line({ ...props, mode: "email" }), number: (props) => Line({ ...props, mode: "decimal" }),
  money: (props) => html`<span class="outcome-form__money"><span aria-hidden="true">${props.field.currency}</span>${Line({ ...props, mode: "decimal" })}</span>`,
  longText: Paragraph, date: DateField, choice: ChoiceField, choices: ChoicesField, tree: TreeField, checkbox: Tick,
};

/** @param {ControlProps & {type?: string, mode?: string}} props */
function Line({ field, id, value, required, described, invalid, change, leave, type = "text", mode }) {
  return html`<input class="input" id=${id} type=${type} inputmode=${mode} autocomplete="off" value=${value ?? ""} maxlength=${2000} aria-label=${field.kind === "money" ? t("form.money", { label: field.label, currency: field.currency }) : undefined}
    aria-required=${required ? "true" : undefined} aria-invalid=${invalid ? "true" : undefined} aria-describedby=${described} onInput=${(/** @type {any} */ event) => change(event.target.value)} onBlur=${leave} />`;
}

/** @param {ControlProps} props */
function Paragraph({ id, value, required, described, invalid, change, leave }) {
  return html`<textarea class="input" id=${id} rows="3" value=${value ?? ""} maxlength=${8000} aria-required=${required ? "true" : undefined} aria-invalid=${invalid ? "true" : undefined} aria-describedby=${described}
    onInput=${(/** @type {any} */ event) => change(event.target.value)} onBlur=${leave}></textarea>`;
}

/** @param {ControlProps} props */
function Tick({ id, value, required, described, invalid, change, leave }) {
  return html`<input class="checkbox" type="checkbox" id=${id} checked=${value === true} aria-required=${required ? "true" : undefined} aria-invalid=${invalid ? "true" : undefined} aria-describedby=${described}
    onChange=${(/** @type {any} */ event) => { change(event.target.checked); leave(); }} />`;
}
