import { CASE_KEYS, COMPOSER_KEYS, pressInCase } from "../cases/case-keys.js";
import { openCase } from "../cases/open-case.js";
import { mayClose } from "../cases/rights.js";
import { canWrite, myOffers, openCards, selectedCard, waitingCards } from "../cases/select.js";
import { tabsOf } from "../contacts/tabs.js";
import { dispatch, getState } from "../desk.js";
import { openMenu } from "../ui/popover.js";
import { openListing } from "./open-listing.js";
import { openPeople } from "./open-people.js";
import { openReports } from "./open-reports.js";
import { preferencesOf } from "./preferences.js";

/**
 * The keyboard map: what exists, and nothing else.
 * @type {{where: string, keys: [keys: string, what: string][]}[]}
 */
export const SHORTCUTS = [
  { where: "anywhere", keys: [["?", "help"], ["F6", "nextRegion"], ["⇧ F6", "previousRegion"], ["Esc", "closeLayer"], ["Ctrl K", "search"], ["S", "myState"], ["G E", "workspace"], ["G C", "cases"], ["G P", "contacts"], ["G R", "reports"]] },
  { where: "list", keys: [["J", "down"], ["K", "up"], ["Enter", "open"], ["O", "offer"], ["U", "unread"], ["F", "filter"]] },
  { where: "cases", keys: [["Space", "select"], ["⇧ ↑", "selectMore"], ["Ctrl A", "selectPage"], ["→", "transcript"], ["Esc", "selectNone"]] },
  { where: "case", keys: [["C", "composer"], ["M", "note"], ["A", "attach"], ["R", "resolve"], ["1 2 3 4", "tabs"], ["[ ]", "messages"], ...CASE_KEYS] },
  { where: "contacts", keys: [["J", "down"], ["K", "up"], ["Enter", "open"], ["F", "filter"], ["N", "newContact"]] },
  { where: "composer", keys: [["Enter", "send"], ["⇧ Enter", "break"], ...COMPOSER_KEYS, ["Esc", "timeline"]] },
];
/** Time of the last G, which waits for its second letter. */
let went = 0;

export function listenToKeys() {
  addEventListener("keydown", (event) => {
    if (event.key === "F6") { event.preventDefault(); moveRegion(event.shiftKey ? -1 : 1); return; }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") { event.preventDefault(); search(); return; }
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (target.closest?.("input, textarea, select, [contenteditable], dialog, [popover]") || document.querySelector("dialog[open]")) return;
    if (event.key.length === 1 && !preferencesOf(getState()).shortcuts) return;
    if (press(event)) event.preventDefault();
  });
}

/** Over a dialog that waits for an answer it does nothing. */
function search() {
  if (getState().phase !== "ready") return;
  const open = getState().screen.dialog;
  if (open?.kind === "palette") dispatch({ type: "dialog", dialog: null });
  else if (!document.querySelector("dialog[open]")) { for (const menu of document.querySelectorAll("[popover]:popover-open")) /** @type {HTMLElement} */ (menu).hidePopover(); dispatch({ type: "dialog", dialog: { kind: "palette" } }); }
}

/** @param {KeyboardEvent} event @returns {boolean} */
function press({ key, timeStamp }) {
  const state = getState();
  const card = selectedCard(state);
  const field = /** @type {HTMLElement | null} */ (document.querySelector(".composer__text"));
  if (timeStamp - went < 1200) { went = 0; if (key.toLowerCase() === "e") { openCase(null); return true; } if (key.toLowerCase() === "c") { openListing(); return true; } if (key.toLowerCase() === "p") { openPeople(); return true; } if (key.toLowerCase() === "r") { openReports(); return true; } }
  if ((state.screen.report || state.screen.people || state.screen.listing !== null) && !"g?s".includes(key.toLowerCase())) return false;
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case "g": went = timeStamp; return true;
    case "?": dispatch({ type: "dialog", dialog: { kind: "shortcuts" } }); return true;
    case "s": openMenu("menu-status"); return true;
    case "j": return moveCard(1);
    case "k": return moveCard(-1);
    case "o": { const [first] = myOffers(state); if (first) openCase(first.number); return Boolean(first); }
    case "u": { const found = [...openCards(state), ...waitingCards(state)].find((one) => one.unread && one.number !== state.screen.selected && one.agent === state.me?.id); if (found) openCase(found.number); return Boolean(found); }
    case "f": openMenu("menu-filter"); return true;
    case "c": field?.focus(); return Boolean(field);
    case "m": if (!card || (!canWrite(card, state) && (card.sight !== "full" || card.state === "closed"))) return false; dispatch({ type: "mode", mode: state.screen.mode === "note" ? "text" : "note" }); field?.focus(); return true;
    case "a": { const clip = /** @type {HTMLElement | null} */ (document.querySelector(".composer__attach")); clip?.click(); return Boolean(clip); }
    case "r": if (!card || !mayClose(card, state) || state.connection.status === "offline") return false; dispatch({ type: "dialog", dialog: { kind: "close", case: card.id } }); return true;
    case "[": return moveMessage(-1);
    case "]": return moveMessage(1);
    default: return card && key >= "1" && key <= "9" ? chooseTab(tabsOf(card, state)[Number(key) - 1]) : pressInCase(key.toLowerCase(), card, state);
  }
}

/** @param {string | undefined} tab */
function chooseTab(tab) {
  if (!tab) return false;
  dispatch({ type: "side.tab", tab });
  document.getElementById(`tab-${tab}`)?.focus();
  return true;
}

/** @param {number} step */
function moveCard(step) {
  const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("a.case-card")]);
  const at = cards.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const from = at >= 0 ? at : cards.findIndex((card) => card.getAttribute("aria-current") === "true");
  cards[Math.max(0, Math.min(cards.length - 1, from + step))]?.focus();
  return cards.length > 0;
}

/** @param {number} step */
function moveMessage(step) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".timeline .message")]);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  all[at < 0 ? all.length - 1 : Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
  return all.length > 0;
}

/** @param {number} step */
function moveRegion(step) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-region]")]).filter((region) => region.offsetParent !== null || region.getClientRects().length > 0);
  const at = all.findLastIndex((region) => region.contains(document.activeElement));
  const next = all[(at + step + all.length) % all.length];
  const text = /** @type {HTMLElement | null | undefined} */ (next?.querySelector(".composer__text"));
  const inside = text ?? /** @type {HTMLElement[]} */ ([...(next?.querySelectorAll('textarea, a.case-card[tabindex="0"], [role="tab"][aria-selected="true"], a[href], button:not([disabled])') ?? [])]).find((one) => one.getClientRects().length > 0);
  if (next?.matches(".timeline, .conversation__name, .conversation")) next.focus(); else (inside ?? next)?.focus();
}
