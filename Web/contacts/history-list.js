import { html, useEffect } from "../vendor/preact-htm.js";
import { openCase } from "../cases/open-case.js";
import { StateChip } from "../cases/state-chip.js";
import { previewOf, stateOf } from "../cases/words.js";
import { exactTime, shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { loadHistory } from "./contact-actions.js";

/**
 * The contact's cases, the newest first.
 * @param {{card: import("../lib/types").Card}} props
 */
export function HistoryList({ card }) {
  const contact = card.contact.id;
  const history = useDesk((state) => (contact ? state.histories[contact] : undefined));
  const agents = useDesk((state) => state.directory.agents);
  const now = useNow(false);
  useEffect(() => { if (contact && !history) void loadHistory(contact); }, [contact, history === undefined]);
  if (!contact) return html`<div class="side-panel__scroll"><${BlankState} icon="history" title=${t("history.unknown")} text=${t("history.unknownText")} /></div>`;
  if (!history || (history.status === "loading" && history.items.length === 0)) return html`<div class="side-panel__scroll"><${Skeleton} kind="rows" label=${t("history.loading")} /></div>`;
  if (history.status === "error") return html`<div class="side-panel__scroll"><${BlankState} icon="alert" error title=${t("history.failed")}><button type="button" class="button" onClick=${() => void loadHistory(contact)}>${t("action.retry")}</button></${BlankState}></div>`;
  const others = history.items.filter((item) => item.id !== card.id);
  if (others.length === 0) return html`<div class="side-panel__scroll"><${BlankState} icon="history" title=${t("history.empty")} text=${t("history.emptyText")} /></div>`;
  return html`<div class="side-panel__scroll"><h3 class="side-panel__group-title">${t("history.title")}</h3><ul class="history-list">
    ${others.map((item) => html`<li key=${item.id} class="history-list__item"><${ChannelGlyph} channel=${item.channel} size="s" />
      <a class="history-list__title" href=${`/cases/${item.number}`} onClick=${(/** @type {MouseEvent} */ event) => { if (!event.ctrlKey && !event.metaKey) { event.preventDefault(); openCase(item.number); } }}>#${item.number}</a>
      <time class="history-list__date" datetime=${item.createdAt} title=${exactTime(item.createdAt)}>${shortDate(item.createdAt, now)}</time>
      <span class="history-list__sub">${previewOf(item)}</span>
      <span class="history-list__by"><${StateChip} ...${stateOf(item)} /> ${item.agent || item.closedBy ? agents[item.closedBy ?? item.agent ?? ""]?.name ?? "" : ""}</span></li>`)}
  </ul>${history.next ? html`<button type="button" class="button button--ghost button--block" onClick=${() => void loadHistory(contact, true)}>${t("history.more")}</button>` : null}</div>`;
}
