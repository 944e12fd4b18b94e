import { html } from "../vendor/preact-htm.js";
import { marksOf } from "../cases/card-marks.js";
import { stateOf } from "../cases/words.js";
import { WindowClock } from "../cases/window-clock.js";
import { clockTime, currentTimeZone } from "../lib/format.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { goToCase } from "./row-keys.js";
import { listing } from "./store.js";

/** @typedef {import("../lib/types").Card} Card */

/**
 * A click shows the conversation beside the list, with Shift or Ctrl it selects; a second one goes to the case.
 * @param {Card} card
 */
export const rowClicks = (card) => ({
  onClick: (/** @type {MouseEvent} */ event) => {
    if (/** @type {Element} */ (event.target).closest("a, button, input")) return;
    const { active, rows } = listing.getState();
    if (event.shiftKey) { document.getSelection()?.removeAllRanges(); listing.dispatch({ type: "select.extend", from: active ?? rows.ids[0], to: card.id }); } else if (event.ctrlKey || event.metaKey) listing.dispatch({ type: "select.toggle", id: card.id });
    else if (matchMedia("(max-width: 719px)").matches) goToCase(card);
    else listing.dispatch({ type: "preview", id: card.id });
  },
  onDblClick: () => goToCase(card),
  onFocus: () => { if (listing.getState().active !== card.id) listing.dispatch({ type: "active", id: card.id }); },
});

/** @param {{card: Card, selected: boolean}} props */
export function SelectBox({ card, selected }) {
  const click = (/** @type {MouseEvent} */ event) => {
    if (!event.shiftKey) return;
    event.preventDefault();
    const { selection, rows } = listing.getState();
    listing.dispatch({ type: "select.extend", from: selection.anchor ?? rows.ids[0], to: card.id });
  };
  return html`<input class="checkbox case-row__check" type="checkbox" tabindex="-1" checked=${selected} aria-label=${t("listing.selectCase", { number: card.number })} onClick=${click} onChange=${() => listing.dispatch({ type: "select.toggle", id: card.id })} />`;
}

/** @param {{card: Card}} props */
export function GoLink({ card }) {
  const go = (/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey || event.shiftKey) return; event.preventDefault(); goToCase(card); };
  return html`<a class="button button--s case-row__go" href=${`/cases/${card.number}`} tabindex="-1" data-testid="go-to-case" aria-label=${t("listing.goNumber", { number: card.number })} onClick=${go}><span class="case-row__go-word">${t("listing.go")}</span> <${Icon} name="arrow-right" size="xs" /></a>`;
}

/** @param {{card: Card}} props */
export function PriorityWord({ card }) {
  const { priority = "medium" } = card;
  return html`<span class=${`priority priority--${priority}`}><${Icon} name=${`prio-${priority}`} size="xs" /><span class="visually-hidden">${t("priority.label")}: </span>${t(`priority.${priority}`)}</span>`;
}

/**
 * The reply window while it matters; the SLA's clock stands here once cases have one.
 * @param {{card: Card}} props
 */
export function Clocks({ card }) {
  if (card.window && card.state !== "closed") return html`<${WindowClock} endsAt=${card.window.endsAt} channel=${card.channel} />`;
  return card.followUp ? null : html`<span class="case-row__meta">${t("listing.noClocks")}</span>`;
}

/**
 * Flag, orphaned, tags and whatever its label does not say.
 * @param {{card: Card}} props
 */
export function RowMarks({ card }) {
  const tags = useDesk((state) => state.directory.tags);
  const marks = [...(card.marks.flagged ? [{ icon: "flag", label: t("mark.flagged") }] : []), ...marksOf(card, stateOf(card).icon, (card.tags ?? []).map((tag) => tags[tag]?.name ?? "").filter(Boolean))];
  return marks.length === 0 ? null : html`<span class="case-row__marks">${marks.map((mark) => html`<span key=${mark.icon} class=${`case-row__mark case-row__mark--${mark.icon}`} role="img" aria-label=${mark.label} title=${mark.label}><${Icon} name=${mark.icon} size="xs" /></span>`)}</span>`;
}

/**
 * The day as figures, and the time to the second: exact, as a record is read.
 * @param {string} at
 */
export function exactFigures(at) {
  const day = new Intl.DateTimeFormat(currentLanguage() === "es" ? "es-419" : currentLanguage(), { timeZone: currentTimeZone(), day: "2-digit", month: "2-digit", year: "numeric" }).format(new Date(at));
  return `${day} ${clockTime(at).padStart(5, "0")}:${seconds(at)}`;
}
/** @param {string} at */
const seconds = (at) => String(new Date(at).getUTCSeconds()).padStart(2, "0");

/** @param {Card} card */
export const createdWords = (card) => t("listing.created", { time: exactFigures(card.createdAt) });
