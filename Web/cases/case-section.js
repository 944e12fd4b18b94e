import { html } from "../vendor/preact-htm.js";
import { CaseCard } from "./case-card.js";
import { useKeptFocus } from "./kept-focus.js";
import { TakenCard } from "./taken-card.js";
import { useVisibleRows } from "./visible-rows.js";

/** Height of a card and its gap, comfortable and compact. */
const ROW = 101;
const COMPACT_ROW = 60;
/** From here on only rows in sight are painted, and all are of one height. */
const LONG = 60;

/**
 * One part of the list; from sixty cards on only those in sight are painted.
 * @param {{title?: string, cards: import("../lib/types").Card[], taken?: import("../lib/types").Taken[], selected: number | null, reachable?: number, spaced?: boolean, compact?: boolean, live?: boolean, empty?: string, hint?: any}} props
 */
export function CaseSection({ title, cards, taken = [], selected, reachable, spaced, compact, live = true, empty, hint }) {
  const { ref, first, last } = useVisibleRows(cards.length, compact ? COMPACT_ROW : ROW, LONG);
  useKeptFocus();
  const shown = cards.slice(first, last);
  return html`
    ${title ? html`<h2 class=${`case-list__section-header ${spaced ? "case-list__section-header--spaced" : ""}`}>${title} <span class="case-list__section-count">${cards.length}</span>${hint}</h2>` : null}
    ${cards.length + taken.length === 0 && empty ? html`<p class="case-list__empty">${empty}</p>` : null}
    <ul class="case-list__items" ref=${ref}>
      ${taken.map((one) => html`<${TakenCard} key=${one.card.id} taken=${one} />`)}
      ${shown.map((card, index) => html`<${CaseCard} key=${card.id} card=${card} selected=${card.number === selected} reachable=${card.number === reachable || (!live && reachable === undefined && index === 0)} position=${first + index + 1} count=${cards.length} live=${live} tagLine=${!compact && cards.length < LONG} />`)}
    </ul>`;
}
