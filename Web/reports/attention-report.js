import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get, serverNow } from "../lib/api.js";
import { duration, exactTime, shortTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { answerWords } from "../forms/field-words.js";
import { BlankState } from "../ui/blank-state.js";
import { Skeleton } from "../ui/skeleton.js";
import { ReportState } from "./report-state.js";
import { TransferLog } from "./transfer-log.js";

const time = (/** @type {string | null} */ at) => (at ? html`<time datetime=${at} title=${exactTime(at)}>${shortTime(at, serverNow())}</time>` : "–");

/**
 * Every attention of a time: start, end, agent, campaign, outcome, transfers and forms (WD-11).
 * @type {import("./report-table.js").ReportKind}
 */
export const attentions = {
  icon: "reports",
  outcomes: true,
  title: () => t("reports.attentionCases"),
  none: () => t("reports.noAttentions"),
  figures: ({ cases, closed, live }) => [
    [t("reports.attentions"), String(cases), ""],
    [t("reports.ended"), String(closed), t("reports.share", { share: cases ? Math.round(100 * closed / cases) : 0 })],
    [t("reports.live"), String(live), ""],
  ],
  columns: () => [
    [t("reports.start"), (row) => time(row.case.createdAt)],
    [t("reports.end"), (row) => time(row.case.closedAt)],
    [t("reports.lasted"), (row) => (row.seconds === null ? "–" : duration(row.seconds * 1000)), true],
    [t("reports.agent"), (row) => row.case.agent?.name ?? "–"],
    [t("reports.campaign"), (row) => row.case.campaign.name],
    [t("reports.outcome"), (row) => row.case.outcome ?? "–"],
    [t("reports.hops"), (row) => row.transfers, true],
    [t("reports.forms"), (row) => row.dispositions, true],
    [t("reports.state"), (row) => html`<${ReportState} item=${row.case} />`],
  ],
  summary: (row) => [row.case.campaign.name, t("reports.countTransfers", { count: row.transfers }), t("reports.countForms", { count: row.dispositions })],
  Detail: AttentionDetail,
};

/**
 * Its transfers and forms, as the case's own routes tell them.
 * @param {{row: any}} props
 */
function AttentionDetail({ row }) {
  const [held, setHeld] = useState(/** @type {{transfers: any[], given: {items: any[], forms: any[]}, error: ApiError | null} | null} */ (null));
  const read = () => {
    const part = (/** @type {number} */ count, /** @type {string} */ path) => (count > 0 ? get(`/api/v1/cases/${row.case.id}/${path}`) : Promise.resolve({ items: [], forms: [] }));
    Promise.all([part(row.transfers, "transfers"), part(row.dispositions, "dispositions")]).then(
      ([{ items }, given]) => setHeld({ transfers: items, given, error: null }),
      (error) => { if (!(error instanceof ApiError)) throw error; setHeld({ transfers: [], given: { items: [], forms: [] }, error }); });
  };
  useEffect(read, [row.case.id]);
  if (!held) return html`<${Skeleton} kind="rows" label=${t("reports.loading")} />`;
  if (held.error) return html`<${BlankState} icon="alert" error title=${t("reports.failed")} text=${held.error.status === 0 ? t("error.offlineAct") : held.error.message}><button type="button" class="button" onClick=${read}>${t("action.retry")}</button></${BlankState}>`;
  return html`<section class="reports__section"><h3 class="reports__section-title">${t("reports.transfers")}</h3><${TransferLog} transfers=${held.transfers} item=${row.case} /></section>
    <section class="reports__section"><h3 class="reports__section-title">${t("reports.forms")}</h3>
      ${held.given.items.length === 0 ? html`<p class="transfer-log__note">${t("reports.noForms")}</p>` : held.given.items.map((one) => html`<${Answers} key=${one.id} disposition=${one} form=${held.given.forms.find((form) => form.campaign === one.campaign && form.version === one.formVersion)} />`)}</section>`;
}

/**
 * One form as it was answered, in the words of its own version.
 * @param {{disposition: any, form: any}} props
 */
function Answers({ disposition, form }) {
  const fields = (form?.fields ?? []).filter((/** @type {any} */ field) => disposition.values[field.id] !== undefined);
  return html`<div class="transfer-log__facts reports__form" data-testid="report-form"><p class="reports__form-head"><strong>${disposition.outcome ?? t(`form.code.${disposition.code}`)}</strong> ${time(disposition.at)}</p>
    <p class="transfer-log__note">${[disposition.by?.name, form ? t("reports.formVersion", { name: form.name, version: form.version }) : null].filter(Boolean).join(" · ")}</p>
    <dl class="reports__answers">${fields.map((/** @type {any} */ field) => html`<dt key=${field.id}>${field.label}</dt><dd>${answerWords(field, disposition.values[field.id])}</dd>`)}</dl></div>`;
}
