import { html } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";
import { clockTime, currentTimeZone, zoneName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Choices, TextField } from "./act-dialog.js";
import { fromField, HOUR, tomorrowMorning } from "./wait-times.js";

/** @typedef {{when: string, date: string, note: string}} FollowUpForm */

/**
 * When the next step is to be taken; null where no time was chosen.
 * @param {FollowUpForm} form
 * @returns {number | null}
 */
export const followUpTime = ({ when, date }) => (when === "hour" ? serverNow() + HOUR : when === "tomorrow" ? tomorrowMorning(serverNow()) : fromField(date));

/**
 * @param {{form: FollowUpForm, set: (more: Partial<FollowUpForm>) => void, none?: string}} props `none`: taking it away is a choice too
 */
export function FollowUpFields({ form, set, none }) {
  const now = serverNow();
  /** @type {[string, string][]} */
  const choices = [["hour", t("wait.hour", { time: clockTime(now + HOUR) })], ["tomorrow", t("wait.tomorrow", { time: clockTime(tomorrowMorning(now)) })], ["date", t("wait.date")]];
  return html`<${Choices} first quiet name="follow-up-when" label=${t("followUp.when")} value=${form.when} change=${(/** @type {string} */ when) => set({ when })} choices=${none ? [...choices, ["none", none]] : choices} />
    ${form.when === "date" ? html`<div class="field"><label class="field__label" for="follow-up-date">${t("wait.when", { zone: zoneName(currentTimeZone()) })} <span class="field__required" aria-hidden="true">*</span></label>
      <input class="input" type="datetime-local" id="follow-up-date" aria-required="true" value=${form.date} onInput=${(/** @type {any} */ event) => set({ date: event.target.value })} /></div>` : null}
    ${form.when === "none" ? null : html`<${TextField} id="follow-up-note" label=${t("followUp.note")} most=${500} value=${form.note} change=${(/** @type {string} */ note) => set({ note })} />`}`;
}
