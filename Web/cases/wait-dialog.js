import { html, useState } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";
import { clockTime, currentTimeZone, zoneName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { useDesk } from "../ui/use-desk.js";
import { ActDialog, Choices, TextField } from "./act-dialog.js";
import { snooze } from "./acts.js";
import { fromField, HOUR, tomorrowMorning } from "./wait-times.js";
import { nameOf } from "./words.js";

/**
 * How long a case waits, and for what.
 * @param {{case: string}} props
 */
export function WaitDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  const [form, setForm] = useState({ until: "hour", date: "", reason: card?.waiting?.reason ?? "", now: serverNow() });
  if (!card) return null;
  const set = (/** @type {Partial<typeof form>} */ more) => setForm({ ...form, ...more });
  const run = () => {
    const reason = form.reason.trim();
    if (form.until === "customer") return reason ? snooze(card, null, reason) : t("wait.needsReason");
    const at = form.until === "hour" ? serverNow() + HOUR : form.until === "tomorrow" ? tomorrowMorning(serverNow()) : fromField(form.date);
    return at === null ? t("wait.needsDate") : snooze(card, new Date(at).toISOString(), reason);
  };
  return html`<${ActDialog} title=${t("wait.title")} sub=${`${nameOf(card)} · #${card.number}`} confirm=${t("act.wait")} testid="wait-dialog" run=${run} done=${() => toast(t("wait.toast", { number: card.number }), "waiting")}>
    <${Choices} first quiet name="until" label=${t("wait.title")} value=${form.until} change=${(/** @type {string} */ until) => set({ until })} choices=${[["hour", t("wait.hour", { time: clockTime(form.now + HOUR) })], ["tomorrow", t("wait.tomorrow", { time: clockTime(tomorrowMorning(form.now)) })], ["date", t("wait.date")], ["customer", t("wait.customer")]]} />
    ${form.until === "date" ? html`<div class="field"><label class="field__label" for="wait-date">${t("wait.when", { zone: zoneName(currentTimeZone()) })} <span class="field__required" aria-hidden="true">*</span></label>
      <input class="input" type="datetime-local" id="wait-date" aria-required="true" value=${form.date} onInput=${(/** @type {any} */ event) => set({ date: event.target.value })} /></div>` : null}
    <${TextField} id="wait-reason" label=${t("wait.reason")} required=${form.until === "customer"} most=${200} value=${form.reason} change=${(/** @type {string} */ reason) => set({ reason })} />
    <p class="field__hint">${t("wait.text")}</p></${ActDialog}>`;
}
