import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { duration } from "../lib/format.js";
import { Icon } from "../ui/icon.js";
import { ReportState } from "./report-state.js";
import { TransferLog } from "./transfer-log.js";

const wait = (/** @type {number | null} */ seconds) => (seconds === null ? "–" : duration(seconds * 1000));

/**
 * Cases that were passed on, each with its transfers (WD-10).
 * @type {import("./report-table.js").ReportKind}
 */
export const transfers = {
  icon: "transfer",
  title: () => t("reports.transferCases"),
  none: () => t("reports.noTransfers"),
  figures: ({ cases, transfers: all, waited, threeOrMore }) => [
    [t("reports.transferred"), String(cases), ""],
    [t("reports.transfers"), String(all), t("reports.perCase", { rate: cases ? Math.round((100 * all) / cases) / 100 : 0 })],
    [t("reports.medianWait"), wait(waited), t("reports.untilTaken")],
    [t("reports.threeOrMore"), String(threeOrMore), t("reports.hopsText")],
  ],
  columns: () => [
    [t("reports.path"), path],
    [t("reports.hops"), (row) => row.hops, true],
    [t("reports.wait"), (row) => wait(row.waited), true],
    [t("reports.state"), (row) => html`<${ReportState} item=${row.case} />`],
  ],
  summary: (row) => [t("reports.countTransfers", { count: row.hops }), t("reports.waitedIn", { wait: wait(row.waited) })],
  Detail: ({ row }) => html`<${TransferLog} transfers=${row.transfers} item=${row.case} />`,
};

/**
 * From where it first was to where it went last.
 * @param {{transfers: any[]}} row
 */
function path({ transfers: all }) {
  const [first, last] = [all[0], all[all.length - 1]];
  return html`<span class="reports__path">${first.from.queue.name} <${Icon} name="arrow-right" size="xs" /><span class="visually-hidden"> ${t("reports.to")} </span> ${last.to.agent?.name ?? last.to.queue.name}</span>`;
}
