import { html } from "../vendor/preact-htm.js";
import { openCase } from "../cases/open-case.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { openListing } from "./open-listing.js";
import { openPeople } from "./open-people.js";
import { openReports } from "./open-reports.js";

/** The modules that exist; one not built yet is absent. */
export function ModuleRail() {
  const { report, people, listing, overdue } = useDesk((state) => ({ report: state.screen.report !== null, people: state.screen.people !== null, listing: state.screen.listing !== null, overdue: state.screen.overdue }));
  const cases = (/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); openListing(); };
  const contacts = (/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); openPeople(); };
  const reports = (/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); openReports(); };
  const home = (/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); openCase(null); };
  return html`<nav class="module-rail" aria-label=${t("rail.label")} data-region tabindex="-1">
    <a class="module-rail__brand" href="/" aria-label=${t("rail.home")} onClick=${home}><${Icon} name="logo" size="l" /></a>
    <ul class="module-rail__list">
      <li class="module-rail__item" data-tip=${`${t("rail.workspace")}  G E`} data-tip-side="right"><a class="module-rail__link" href="/" aria-label=${t("rail.workspace")} aria-current=${report || people || listing ? undefined : "page"} onClick=${home}><${Icon} name="workspace" size="l" /></a></li>
      <li class="module-rail__item" data-tip=${`${t("rail.cases")}  G C`} data-tip-side="right"><a class="module-rail__link" href="/cases" aria-label=${t(overdue ? "rail.casesOverdue" : "rail.cases")} aria-current=${listing ? "page" : undefined} data-testid="rail-cases" onClick=${cases}><${Icon} name="cases" size="l" />${overdue ? html`<span class="module-rail__dot" data-testid="overdue-dot"></span>` : null}</a></li>
      <li class="module-rail__item" data-tip=${`${t("rail.contacts")}  G P`} data-tip-side="right"><a class="module-rail__link" href="/contacts" aria-label=${t("rail.contacts")} aria-current=${people ? "page" : undefined} data-testid="rail-contacts" onClick=${contacts}><${Icon} name="contacts" size="l" /></a></li>
      <li class="module-rail__item" data-tip=${`${t("rail.reports")}  G R`} data-tip-side="right"><a class="module-rail__link" href="/reports" aria-label=${t("rail.reports")} aria-current=${report ? "page" : undefined} data-testid="rail-reports" onClick=${reports}><${Icon} name="reports" size="l" /></a></li>
    </ul>
    <ul class="module-rail__list module-rail__list--end">
      <li class="module-rail__item" data-tip=${`${t("shortcuts.title")}  ?`} data-tip-side="right"><button type="button" class="module-rail__link" aria-label=${t("shortcuts.title")} aria-keyshortcuts="?" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "shortcuts" } })}><${Icon} name="keyboard" size="l" /></button></li>
    </ul>
  </nav>`;
}
