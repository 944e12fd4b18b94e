import { html } from "../vendor/preact-htm.js";
import { FollowUpClock } from "../cases/follow-up-clock.js";
import { channelsOf } from "../cases/labels.js";
import { StateChip } from "../cases/state-chip.js";
import { nameOf, policyOf, previewOf, stateOf } from "../cases/words.js";
import { exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { useDesk } from "../ui/use-desk.js";
import { goToCase } from "./row-keys.js";
import { Clocks, exactFigures, PriorityWord, RowMarks, rowClicks, SelectBox } from "./row-parts.js";

/**
 * One case as a row of 36 px.
 * @param {{card: import("../lib/types").Card, selected: boolean, reachable: boolean, open: boolean, leaving: boolean, position: number, size: number}} props
 */
export function TableRow({ card, selected, reachable, open, leaving, position }) {
  const agent = useDesk((state) => state.directory.agents[card.agent ?? card.closedBy ?? ""]?.name ?? "");
  const unread = card.unread?.count ?? 0;
  const go = (/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey || event.shiftKey) return; event.preventDefault(); goToCase(card); };
  const said = leaving ? t("listing.leaving") : previewOf(card);
  return html`<tr class=${`${selected ? "data-table__row--selected" : ""} ${open ? "data-table__row--open" : ""} ${unread ? "data-table__row--unread" : ""} ${leaving ? "data-table__row--leaving" : ""}`}
    data-row=${card.id} data-testid="case-row" data-case=${card.number} data-selected=${String(selected)} aria-rowindex=${position + 1} tabindex=${reachable ? 0 : -1} aria-current=${open ? "true" : undefined} ...${rowClicks(card)}>
    <td><${SelectBox} card=${card} selected=${selected} /></td>
    <td><span class="data-table__cell"><${ChannelGlyph} channel=${channelsOf(card, policyOf(card)).main} size="s" /><a class="data-table__link" href=${`/cases/${card.number}`} tabindex="-1" data-testid="go-to-case" aria-label=${t("listing.goNumber", { number: card.number })} onClick=${go}>#${card.number}</a></span></td>
    <td><${StateChip} ...${stateOf(card)} /></td>
    <td class="data-table__main data-table__clip" title=${card.contact.code ?? undefined}><span class="data-table__cell"><span class="truncate">${nameOf(card)}</span><${RowMarks} card=${card} /></span></td>
    <td class="data-table__clip"><span class="data-table__cell">${unread ? html`<span class="badge badge--unread">${unread > 99 ? "99+" : unread}<span class="visually-hidden"> ${t("case.unread", { count: unread })}</span></span>` : null}<span class="truncate">${said}</span></span></td>
    <td class="data-table__clip data-table__clip--s">${card.outcome?.text || "—"}</td>
    <td class="data-table__clip data-table__clip--s">${agent || html`<span class="data-table__muted">${t("listing.unassigned")}</span>`}</td>
    <td><${PriorityWord} card=${card} /></td>
    <td><span class="data-table__cell"><${Clocks} card=${card} /><${FollowUpClock} followUp=${card.followUp} /></span></td>
    <td class="data-table__muted"><time datetime=${card.createdAt} title=${exactTime(card.createdAt)}>${exactFigures(card.createdAt)}</time></td>
  </tr>`;
}
