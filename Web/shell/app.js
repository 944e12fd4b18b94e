import { html, useEffect } from "../vendor/preact-htm.js";
import { CaseList } from "../cases/case-list.js";
import { Conversation } from "../cases/conversation.js";
import { openCase } from "../cases/open-case.js";
import { myOffers, selectedCard } from "../cases/select.js";
import { nameOf, unitOf } from "../cases/words.js";
import { SidePanel } from "../contacts/side-panel.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Lazy, loadWhenIdle, withSheet, withWords } from "../ui/lazy.js";
import { ProgressLine } from "../ui/progress-line.js";
import { useDesk } from "../ui/use-desk.js";
import { Announcer } from "./announcer.js";
import { ConnectionBanner } from "./connection-banner.js";
import { Failure } from "./failure.js";
import { GroupRail } from "./group-rail.js";
import { loadOldPageDialog, loadSessionDialog, notCome } from "./later.js";
import { MobileTabs } from "./mobile-tabs.js";
import { ModuleRail } from "./module-rail.js";
import { toast } from "./toast.js";
import { Toasts } from "./toasts.js";
import { TopBar } from "./top-bar.js";

/**
 * Layers that nobody needs at the start.
 * @type {Record<string, () => Promise<any>>}
 */
const LATER = {
  answered: withWords("acts", async () => (await import("../cases/answered-dialog.js")).AnsweredDialog),
  contact: withWords("contacts", async () => (await import("../contacts/contact-dialog.js")).ContactDialog),
  resend: withWords("acts", async () => (await import("../cases/resend-dialog.js")).ResendDialog),
  close: withSheet("outcome-form", withWords("forms", async () => (await import("../cases/close-dialog.js")).CloseDialog)),
  classify: withSheet("outcome-form", withWords("forms", async () => (await import("../forms/classify-dialog.js")).ClassifyDialog)),
  palette: withSheet("command-palette", withWords("shell", withWords("acts", async () => (await import("./command-palette.js")).CommandPalette))),
  preferences: withSheet("preferences", withWords("shell", async () => (await import("./preferences-dialog.js")).PreferencesDialog)),
  shortcuts: withSheet("shortcuts", withWords("shell", async () => (await import("./shortcuts-dialog.js")).ShortcutsDialog)),
  wait: withWords("acts", async () => (await import("../cases/wait-dialog.js")).WaitDialog),
  escalate: withWords("acts", async () => (await import("../cases/escalate-dialog.js")).EscalateDialog),
  priority: withWords("acts", async () => (await import("../cases/priority-dialog.js")).PriorityDialog),
  followUp: withWords("acts", async () => (await import("../cases/follow-up-dialog.js")).FollowUpDialog),
  tags: withWords("acts", async () => (await import("../cases/tags-dialog.js")).TagsDialog),
  transfer: withSheet("transfer-dialog", withWords("acts", withWords("forms", async () => (await import("../cases/transfer-dialog.js")).TransferDialog))),
  related: withSheet("related-cases", withWords("acts", async () => (await import("../cases/related-dialog.js")).RelatedDialog)),
  merge: withSheet("transfer-dialog", withWords("acts", async () => (await import("../cases/merge-dialog.js")).MergeDialog)),
  log: withSheet("case-log", withWords("acts", async () => (await import("../cases/log-dialog.js")).LogDialog)),
  link: withWords("acts", async () => (await import("../cases/link-dialog.js")).LinkDialog),
  trace: withSheet("assignment-trace", withWords("cases", withWords("acts", async () => (await import("../cases/trace-dialog.js")).TraceDialog))),
  agent: withWords("acts", async () => (await import("./agent-dialog.js")).AgentDialog),
};

/** @type {() => Promise<any>} */
const loadReports = ["page", "data-table", "drawer", "transfer-log", "stat-tile", "reports"].reduce((load, sheet) => withSheet(sheet, load), withWords("reports", withWords("forms", async () => (await import("../reports/reports-page.js")).ReportsPage)));

/** @type {() => Promise<any>} */
const loadPeople = ["page", "drawer", "contact-panel", "transfer-dialog", "people"].reduce((load, sheet) => withSheet(sheet, load), withWords("people", withWords("contacts", async () => (await import("../people/people-page.js")).PeoplePage)));

/** @type {() => Promise<any>} */
const loadCases = ["page", "data-table", "case-row", "cases", "saved-views", "filter-window", "bulk-bar"].reduce((load, sheet) => withSheet(sheet, load), withWords("listing", withWords("acts", async () => (await import("../cases-module/cases-page.js")).CasesPage)));

/** The desk: modules, top bar, and the workspace's four columns. */
export function App() {
  const { phase, locale, pane, dialog, old, report, people, listing } = useDesk((state) => ({ report: state.screen.report, people: state.screen.people, listing: state.screen.listing !== null, phase: state.phase, locale: state.locale, pane: state.screen.pane, dialog: state.screen.dialog, old: state.screen.old }));
  const title = useDesk(titleOf);
  useEffect(() => { document.title = title; }, [title]);
  useEffect(() => { if (phase === "ready") loadWhenIdle([...Object.values(LATER), loadSessionDialog, loadOldPageDialog]); }, [phase]);
  if (phase === "failed") return html`<${Failure} />`;
  return html`<div class="app-shell" key=${locale} data-pane=${report || people || listing ? "list" : pane}>
    <a class="app-shell__skip" href="#main">${t("shell.skip")}</a>
    <${ModuleRail} />
    <${TopBar} />
    <main class="app-shell__main" id="main" tabindex="-1">
      <${ProgressLine} />
      <${ConnectionBanner} />
      ${listing ? html`<${Lazy} load=${loadCases} failed=${notLoadedModule} />` : people ? html`<${Lazy} load=${loadPeople} failed=${notLoadedModule} ...${people} />` : report ? html`<${Lazy} load=${loadReports} failed=${notLoadedModule} report=${report} />` : html`<div class="app-shell__workspace"><${GroupRail} /><${CaseList} /><${Conversation} /><${SidePanel} /></div>`}
    </main>
    <${MobileTabs} />
    <${Toasts} />
    <${Announcer} />
    ${phase === "ended" ? html`<${Lazy} key="ended" load=${loadSessionDialog} failed=${notCome} />` : old ? html`<${Lazy} key="old" load=${loadOldPageDialog} failed=${notCome} />` : dialog ? html`<${Layer} key=${dialog.kind} dialog=${dialog} />` : null}
  </div>`;
}

/** @param {{dialog: any}} props */
function Layer({ dialog }) {
  return LATER[dialog.kind] ? html`<${Lazy} load=${LATER[dialog.kind]} failed=${notLoaded} ...${dialog} />` : null;
}

/** Asked for the first time while the line is broken. */
function notLoaded() {
  dispatch({ type: "dialog", dialog: null });
  toast(t("error.offlineAct"), "alert");
}

function notLoadedModule() {
  openCase(null);
  toast(t("error.offlineAct"), "alert");
}

/** @param {import("../lib/types").State} state */
function titleOf(state) {
  const offers = myOffers(state);
  const [first] = offers;
  if (first) return t("title.offers", { count: offers.length, unit: unitOf(first) });
  if (state.screen.people) return t("title.contacts");
  if (state.screen.listing !== null) return t("title.cases");
  if (state.screen.report) return t("title.reports");
  const card = selectedCard(state);
  return card ? t("title.case", { name: nameOf(card), number: card.number }) : t("title.workspace");
}
