import { withSheet, withWords } from "../ui/lazy.js";

/**
 * What each tab of the third column holds; it comes when the tab is first shown. A tab that a policy names and that has nothing here yet is left out.
 * @typedef {import("../lib/types").SideTab} SideTab
 * @type {Partial<Record<SideTab, () => Promise<any>>>}
 */
export const TABS = {
  form: withSheet("outcome-form", withWords("forms", () => import("../forms/form-tab.js").then((module) => module.FormTab))),
  contact: panel(() => import("./contact-panel.js").then((module) => module.ContactPanel)),
  matches: panel(() => import("./match-list.js").then((module) => module.MatchList)),
  cases: panel(() => import("./case-tab.js").then((module) => module.CaseTab)),
  history: panel(() => import("./history-list.js").then((module) => module.HistoryList)),
  products: panel(() => import("./product-list.js").then((module) => module.ProductList)),
  ticket: panel(() => import("./ticket-data.js").then((module) => module.TicketData)),
};

/**
 * They share their looks and their words.
 * @param {() => Promise<any>} load
 */
function panel(load) { return withSheet("contact-panel", withWords("contacts", load)); }

/**
 * The campaign's tabs in its order; a policy without any still shows who it is.
 * @param {import("../lib/types").Card} card
 * @param {import("../lib/types").State} state
 * @returns {SideTab[]}
 */
export function tabsOf(card, state) {
  const tabs = (state.directory.campaigns[card.campaign]?.policy.tabs ?? []).filter((tab) => tab in TABS);
  return tabs.length > 0 ? tabs : ["contact"];
}

/**
 * The one chosen in this case, while its campaign has it; else the first.
 * @param {import("../lib/types").Card} card
 * @param {import("../lib/types").State} state
 * @returns {SideTab}
 */
export function tabOf(card, state) {
  const tabs = tabsOf(card, state);
  const chosen = state.perCase.tabs[card.id];
  return chosen && tabs.includes(chosen) ? chosen : /** @type {SideTab} */ (tabs[0]);
}
