import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { serverNow } from "../lib/api.js";
import { currentTimeZone } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { goReport } from "../lib/router.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { attentions } from "./attention-report.js";
import { filterOf, queryOf, searchOf } from "./report-address.js";
import { ReportDrawer } from "./report-drawer.js";
import { ReportFilters } from "./report-filters.js";
import { ReportTable } from "./report-table.js";
import { saveReport } from "./save-report.js";
import { transfers } from "./transfer-report.js";
import { useReport } from "./use-report.js";

/**
 * What each report shows of its rows.
 * @type {Record<string, import("./report-table.js").ReportKind>}
 */
export const REPORTS = { transfers, attentions };

/**
 * Figures, rows and one row's detail, all read from the same rows.
 * @param {{report: string}} props
 */
export function ReportsPage({ report }) {
  const zone = currentTimeZone();
  const address = useDesk((state) => state.screen.reportSearch);
  const filter = filterOf(address, serverNow(), zone);
  const query = queryOf(filter, zone);
  const kind = REPORTS[report] ?? transfers;
  const held = useReport(report, query);
  const [opened, setOpened] = useState(/** @type {string | null} */ (null));
  const table = useRef(/** @type {any} */ (null));
  useEffect(() => setOpened(null), [report, query]);
  const at = held.items.findIndex((row) => row.case.id === opened);
  const close = () => {
    const link = table.current?.querySelector(`[data-row="${opened}"]`);
    setOpened(null);
    link?.focus();
  };
  const choose = (/** @type {import("./report-address.js").ReportFilter} */ next) => { goReport(report, searchOf(next)); dispatch({ type: "report", report, search: searchOf(next) }); };
  const save = (/** @type {"csv" | "xlsx"} */ as) => void saveReport(report, query, as, `${t(`reports.${report}`)} ${filter.from} ${filter.to}`);
  return html`<div class=${`reports ${at >= 0 ? "reports--detail" : ""}`} data-testid="reports">
    <nav class="page-nav" aria-label=${t("reports.title")} data-region tabindex="-1"><section><h2 class="page-nav__title">${t("reports.attention")}</h2>
      ${Object.entries(REPORTS).map(([name, { icon }]) => html`<a key=${name} class="page-nav__link" href=${`/reports/${name}${searchOf(filter)}`} aria-current=${name === report ? "page" : undefined} data-testid=${`report-${name}`}
        onClick=${(/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); goReport(name, searchOf(filter)); dispatch({ type: "report", report: name, search: searchOf(filter) }); }}><${Icon} name=${icon} size="s" /><span class="page-nav__label">${t(`reports.${name}`)}</span></a>`)}</section></nav>
    <section class="page" aria-label=${t(`reports.${report}`)} data-region tabindex="-1">
      <header class="page__header"><h1 class="page__title">${t(`reports.${report}`)}</h1><span class="page__spacer"></span>
        <span class="button-group"><button type="button" class="button" data-testid="save-csv" onClick=${() => save("csv")}><${Icon} name="download" size="s" />CSV</button><button type="button" class="button" data-testid="save-xlsx" onClick=${() => save("xlsx")}>XLSX</button></span></header>
      <div class="reports__body">
        <${ReportFilters} filter=${filter} outcomes=${kind.outcomes ? [...new Set(held.items.map((row) => row.case.outcome).filter(Boolean))] : null} choose=${choose} />
        ${held.totals ? html`<div class="stat-row">${kind.figures(held.totals).map(([label, value, note]) => html`<div key=${label} class="stat-tile"><span class="stat-tile__label">${label}</span><span class="stat-tile__value" data-testid="figure">${value}</span><span class="stat-tile__note">${note}</span></div>`)}</div>` : null}
        <section class="panel reports__table" aria-label=${kind.title()}>
          <header class="panel__header"><h2 class="panel__title">${kind.title()}</h2>${held.totals ? html`<span class="panel__hint" data-testid="report-count">${held.totals.cases}</span>` : null}</header>
          <div class="panel__body panel__body--flush" ref=${table}>
            ${held.status === "loading" ? html`<${Skeleton} kind="rows" label=${t("reports.loading")} />`
              : held.status === "error" ? html`<${BlankState} icon="alert" error title=${t("reports.failed")} text=${held.error?.status === 0 ? t("error.offlineAct") : held.error?.message}><button type="button" class="button" onClick=${held.again}><${Icon} name="refresh" size="s" />${t("action.retry")}</button></${BlankState}>`
              : held.items.length === 0 ? html`<${BlankState} icon=${kind.icon} title=${kind.none()} text=${t("reports.noneText")} />`
              : html`<${ReportTable} kind=${kind} rows=${held.items} opened=${opened} open=${setOpened} />
                ${held.error ? html`<p class="reports__more" role="alert">${held.error.status === 0 ? t("error.offlineAct") : held.error.message}</p>` : null}
                ${held.next ? html`<p class="reports__more"><button type="button" class=${`button ${held.more ? "button--busy" : ""}`} data-testid="report-more" onClick=${held.loadMore}>${held.more ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("reports.more")}</button></p>` : null}`}</div>
        </section>
      </div>
    </section>
    ${at >= 0 ? html`<${ReportDrawer} key=${opened} kind=${kind} row=${held.items[at]} before=${held.items[at - 1]} after=${held.items[at + 1]} open=${setOpened} close=${close} />` : null}
  </div>`;
}
