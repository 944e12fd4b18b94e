import { html } from "../vendor/preact-htm.js";
import { openCase } from "../cases/open-case.js";
import { StateChip } from "../cases/state-chip.js";
import { previewOf, stateOf, unitOf } from "../cases/words.js";
import { exactTime, shortDate } from "../lib/format.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { useDesk } from "../ui/use-desk.js";

/**
 * One of the customer's cases: what it was about and how it came out, by whom, how long; opens it to be read.
 * @param {{item: import("../lib/types").Card, counts: import("../lib/types").CaseCounts | undefined, now: number, current?: boolean}} props
 */
export function HistoryItem({ item, counts, now, current }) {
  const { agent, campaign } = useDesk((state) => ({ agent: state.directory.agents[item.closedBy ?? item.agent ?? ""]?.name ?? "", campaign: state.directory.campaigns[item.campaign]?.name ?? "" }));
  const about = item.outcome?.text ?? item.type ?? "";
  const said = item.description || previewOf(item);
  const took = item.openedAt && item.closedAt ? tookWords(Date.parse(item.closedAt) - Date.parse(item.openedAt)) : "";
  const open = (/** @type {MouseEvent} */ event) => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); openCase(item.number); } };
  const title = about ? `#${item.number} · ${about}` : `#${item.number}`;
  return html`<li class="history-list__item" data-testid="history-item" data-case=${item.number}><${ChannelGlyph} channel=${item.channels?.last ?? item.channel} size="s" />
    ${current ? html`<span class="history-list__title history-list__title--current" aria-current="true">${title} <span class="history-list__here">${t("history.here", { unit: unitOf(item) })}</span></span>` : html`<a class="history-list__title" href=${`/cases/${item.number}`} onClick=${open}>${title}</a>`}
    <time class="history-list__date" datetime=${item.createdAt} title=${exactTime(item.createdAt)}>${shortDate(item.createdAt, now)}</time>
    <span class="history-list__sub" title=${said}>${said}</span>
    <span class="history-list__by"><${StateChip} ...${stateOf(item)} /> ${[agent, took, counts?.messages ? t("history.messages", { count: counts.messages, more: counts.messages >= 200 ? "yes" : "no" }) : "", counts?.dispositions ? t("history.dispositions", { count: counts.dispositions }) : "", campaign].filter(Boolean).join(" · ")}</span></li>`;
}

/**
 * How long it was attended, to the minute, the hour or the day, as far as it matters.
 * @param {number} milliseconds
 */
function tookWords(milliseconds) {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  const [value, unit] = minutes < 120 ? [minutes, "minute"] : minutes < 2880 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return new Intl.NumberFormat(currentLanguage(), { style: "unit", unit, unitDisplay: "short" }).format(value);
}
