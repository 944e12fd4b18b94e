import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";

/**
 * Days, campaign, queue, agent, and the outcome where the report has one; each choice is in the address at once.
 * @param {{filter: import("./report-address.js").ReportFilter, outcomes: string[] | null, choose: (filter: import("./report-address.js").ReportFilter) => void}} props
 */
export function ReportFilters({ filter, outcomes, choose }) {
  const { campaigns, queues, agents } = useDesk((state) => state.directory);
  const lead = useDesk((state) => state.me !== null && state.me.role !== "agent");
  const set = (/** @type {Partial<typeof filter>} */ more) => choose({ ...filter, ...more });
  const named = (/** @type {{id: string, name: string}[]} */ all) => all.map((one) => /** @type {[string, string]} */ ([one.id, one.name])).sort((a, b) => a[1].localeCompare(b[1]));
  const select = (/** @type {"campaign" | "queue" | "agent"} */ key, /** @type {[string, string][]} */ choices, /** @type {Partial<typeof filter>} */ also = {}) => html`<div class="field"><label class="field__label" for=${`report-${key}`}>${t(`reports.${key}`)}</label>
    <span class="select"><select class="select__control" id=${`report-${key}`} value=${filter[key]} onChange=${(/** @type {any} */ event) => set({ ...also, [key]: event.currentTarget.value })}><option value="">${t(`reports.all.${key}`)}</option>${choices.map(([id, name]) => html`<option key=${id} value=${id} selected=${filter[key] === id}>${name}</option>`)}</select><${Icon} name="select" size="s" /></span></div>`;
  const day = (/** @type {"from" | "to"} */ key) => html`<div class="field field--day"><label class="field__label" for=${`report-${key}`}>${t(key === "from" ? "reports.from" : "reports.to.day")}</label>
    <input class="input" type="date" id=${`report-${key}`} required value=${filter[key]} onChange=${(/** @type {any} */ event) => { const value = event.currentTarget.value; if (value) set(key === "from" ? { from: value, to: filter.to < value ? value : filter.to } : { to: value, from: filter.from > value ? value : filter.from }); }} /></div>`;
  return html`<div class="reports__filters" role="search" aria-label=${t("reports.filters")}>${day("from")}${day("to")}
    ${select("campaign", named(Object.values(campaigns)), { queue: "" })}
    ${select("queue", named(Object.values(queues).filter((queue) => !filter.campaign || queue.campaign === filter.campaign)))}
    ${lead ? select("agent", named(Object.values(agents))) : null}
    ${outcomes ? html`<div class="field"><label class="field__label" for="report-outcome">${t("reports.outcome")}</label>
      <input class="input" id="report-outcome" list="report-outcomes" value=${filter.outcome} onChange=${(/** @type {any} */ event) => set({ outcome: event.currentTarget.value.trim() })} /><datalist id="report-outcomes">${outcomes.map((one) => html`<option key=${one} value=${one}></option>`)}</datalist></div>` : null}</div>`;
}
