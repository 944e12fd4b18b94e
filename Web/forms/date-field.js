import { html, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { dayWords } from "./field-words.js";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A day, typed as people write it or picked from the browser's calendar.
 * @param {import("./form-field.js").ControlProps} props
 */
export function DateField({ field, id, value, required, described, invalid, change, leave }) {
  const calendar = useRef(/** @type {any} */ (null));
  const text = typeof value === "string" ? value : "";
  const pick = () => { try { calendar.current.showPicker(); } catch { calendar.current.focus(); } };
  const iso = DAY.test(text) ? text : /^\d{1,2}\/\d{1,2}\/\d{4}$/.test(text) ? text.split("/").reverse().map((part) => part.padStart(2, "0")).join("-") : "";
  return html`<span class="input-icon outcome-form__date"><input class="input" id=${id} inputmode="numeric" autocomplete="off" placeholder=${t("form.datePattern")} value=${DAY.test(text) ? dayWords(text) : text} maxlength="20"
      aria-required=${required ? "true" : undefined} aria-invalid=${invalid ? "true" : undefined} aria-describedby=${described} onInput=${(/** @type {any} */ event) => change(event.target.value)} onBlur=${leave} />
    <input class="outcome-form__calendar" type="date" ref=${calendar} tabindex="-1" aria-hidden="true" value=${iso} onChange=${(/** @type {any} */ event) => { if (event.target.value) { change(dayWords(event.target.value)); leave(); } }} />
    <button type="button" class="button button--ghost button--icon button--s input-icon__end" aria-label=${t("form.calendar", { label: field.label })} onClick=${pick}><${Icon} name="agenda" size="s" /></button></span>`;
}
