import { withSheet } from "../ui/lazy.js";

/**
 * What each tab of the third column holds; it comes when the tab is first shown. A tab that a policy names and that has nothing here yet is left out.
 * @typedef {import("../lib/types").SideTab} SideTab
 * @type {Partial<Record<SideTab, () => Promise<any>>>}
 */
export const TABS = {
  contact: withSheet("contact-panel", () => import("./contact-panel.js").then((module) => module.ContactPanel)),
  history: withSheet("history-list", () => import("./history-list.js").then((module) => module.HistoryList)),
};

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
