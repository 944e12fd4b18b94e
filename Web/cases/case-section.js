import { html } from "../vendor/preact-htm.js";
import { CaseCard } from "./case-card.js";
import { TakenCard } from "./taken-card.js";
import { useVisibleRows } from "./visible-rows.js";

/** Height of a card and its gap. */
const ROW = 101;

/**
 * One part of the list; from sixty cards on only those in sight are painted.
 * @param {{title?: string, cards: import("../lib/types").Card[], taken?: import("../lib/types").Taken[], selected: number | null, reachable?: number, spaced?: boolean, live?: boolean, empty?: string}} props
 */
export function CaseSection({ title, cards, taken = [], selected, reachable, spaced, live = true, empty }) {
  const { ref, first, last } = useVisibleRows(cards.length, ROW, 60);
  const shown = cards.slice(first, last);
  return html`
    ${title ? html`<h2 class=${`case-list__section-header ${spaced ? "case-list__section-header--spaced" : ""}`}>${title} <span class="case-list__section-count">${cards.length}</span></h2>` : null}
    ${cards.length + taken.length === 0 && empty ? html`<p class="case-list__empty">${empty}</p>` : null}
    <ul class="case-list__items" ref=${ref}>
      ${taken.map((one) => html`<${TakenCard} key=${one.card.id} taken=${one} />`)}
      ${shown.map((card, index) => html`<${CaseCard} key=${card.id} card=${card} selected=${card.number === selected} reachable=${card.number === reachable || (!live && index === 0)} position=${first + index + 1} count=${cards.length} live=${live} />`)}
    </ul>`;
}
