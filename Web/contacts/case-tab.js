import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { unitOf } from "../cases/words.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { loadHistory } from "./history-actions.js";
import { HistoryItem } from "./history-item.js";
import { HistoryFailed, NotYet } from "./history-list.js";
import { contactsIn } from "./part.js";
import { customerOf } from "./reduce.js";
import { useCaseSearch } from "./use-case-search.js";

/**
 * All cases of this customer, live ones first, and a search among them for while somebody waits on the line.
 * @param {{card: import("../lib/types").Card}} props
 */
export function CaseTab({ card }) {
  const customer = customerOf(card);
  const { history, loaded, closed } = useDesk((state) => ({ history: contactsIn(state).histories[customer], loaded: state.conversations[card.id]?.status === "ready", closed: !state.conversations[card.id] }));
  const now = useNow(false);
  const [query, setQuery] = useState("");
  const asked = query.trim();
  const found = useCaseSearch(card, asked);
  useEffect(() => { if (loaded && (!history || history.status === "stale")) void loadHistory(card); }, [loaded, customer, history?.status === "stale", history === undefined]);
  if (closed && !history) return html`<div class="side-panel__scroll"><${NotYet} card=${card} /></div>`;
  const unit = unitOf(card);
  const item = (/** @type {import("../lib/types").Card} */ one, /** @type {import("../lib/types").CaseCounts | undefined} */ counts) => html`<${HistoryItem} key=${one.id} item=${one} counts=${counts} now=${now} current=${one.id === card.id} />`;
  const list = (/** @type {string} */ title, /** @type {import("../lib/types").Card[]} */ cards) => (cards.length === 0 ? null : html`<h3 class="side-panel__group-title">${title} <span class="tabs__count">${cards.length}</span></h3><ul class="history-list">${cards.map((one) => item(one, history?.counts[one.id]))}</ul>`);
  const body = () => {
    if (asked) {
      if (found.status === "error") return html`<p class="match-list__none" role="alert">${t("history.failed")}</p>`;
      if (found.status === "loading" && found.items.length === 0) return html`<${Skeleton} kind="rows" label=${t("history.loading")} />`;
      return found.items.length === 0 ? html`<p class="match-list__none">${t("history.none", { query: asked })}</p>` : html`<ul class="history-list">${found.items.map((one) => item(one.case, one))}</ul>`;
    }
    if (!history || (history.status === "loading" && history.items.length === 0)) return html`<${Skeleton} kind="rows" label=${t("history.loading")} />`;
    if (history.status === "error") return html`<${HistoryFailed} card=${card} />`;
    return html`${list(t("history.live", { unit }), history.items.filter((one) => one.state !== "closed"))}${list(t("history.closed", { unit }), history.items.filter((one) => one.state === "closed"))}
      ${history.next ? html`<button type="button" class="button button--ghost button--block" onClick=${() => void loadHistory(card, true)}>${t("history.more")}</button>` : null}`;
  };
  return html`<div class="side-panel__scroll"><label class="input-icon match-list__search"><${Icon} name="search" size="s" /><input class="input" type="search" autocomplete="off" maxlength="200" placeholder=${t("history.placeholder")} aria-label=${t("history.search", { unit })} value=${query} data-testid="case-search"
      onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && query) { event.preventDefault(); event.stopPropagation(); setQuery(""); } }} /></label>
    <p class="visually-hidden" role="status">${asked && found.status === "ready" ? t("history.count", { count: found.items.length }) : ""}</p>${body()}</div>`;
}
