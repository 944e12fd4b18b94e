import { html, useEffect } from "../vendor/preact-htm.js";
import { unitOf } from "../cases/words.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { DispositionList } from "./disposition-list.js";
import { loadHistory } from "./history-actions.js";
import { HistoryItem } from "./history-item.js";
import { contactsIn } from "./part.js";
import { customerOf } from "./reduce.js";

/**
 * The customer's other cases over all channels, the newest first.
 * @param {{card: import("../lib/types").Card}} props
 */
export function HistoryList({ card }) {
  const customer = customerOf(card);
  const { history, loaded, closed } = useDesk((state) => ({ history: contactsIn(state).histories[customer], loaded: state.conversations[card.id]?.status === "ready", closed: !state.conversations[card.id] }));
  const now = useNow(false);
  useEffect(() => { if (loaded && (!history || history.status === "stale")) void loadHistory(card); }, [loaded, customer, history?.status === "stale", history === undefined]);
  if (closed && !history) return html`<div class="side-panel__scroll"><${NotYet} card=${card} /></div>`;
  if (!history || (history.status === "loading" && history.items.length === 0)) return html`<div class="side-panel__scroll"><${Skeleton} kind="rows" label=${t("history.loading")} /></div>`;
  if (history.status === "error") return html`<div class="side-panel__scroll"><${HistoryFailed} card=${card} /></div>`;
  const others = history.items.filter((item) => item.id !== card.id);
  const unit = unitOf(card);
  if (others.length === 0) return html`<div class="side-panel__scroll"><${BlankState} icon="history" title=${t("history.empty")} text=${t("history.emptyText", { unit })} /><${DispositionList} card=${card} /></div>`;
  return html`<div class="side-panel__scroll"><h3 class="side-panel__group-title">${t("history.title", { unit })}</h3>
    <ul class="history-list">${others.map((item) => html`<${HistoryItem} key=${item.id} item=${item} counts=${history.counts[item.id]} now=${now} />`)}</ul>
    ${history.next ? html`<button type="button" class="button button--ghost button--block" aria-busy=${String(history.status === "loading")} onClick=${() => void loadHistory(card, true)}>${t("history.more")}</button>` : null}<${DispositionList} card=${card} /></div>`;
}

/**
 * Whose history it is, is told to whoever has opened the case.
 * @param {{card: import("../lib/types").Card}} props
 */
export function NotYet({ card }) {
  return html`<${BlankState} icon="lock" title=${t("history.notYet")} text=${t("history.notYetText", { unit: unitOf(card) })} />`;
}

/** @param {{card: import("../lib/types").Card}} props */
export function HistoryFailed({ card }) {
  return html`<${BlankState} icon="alert" error title=${t("history.failed")}><button type="button" class="button" onClick=${() => void loadHistory(card)}>${t("action.retry")}</button></${BlankState}>`;
}
