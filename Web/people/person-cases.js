import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { HistoryItem } from "../contacts/history-item.js";
import { contactsIn } from "../contacts/part.js";
import { dispatch, getState } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";

/** Between the last key and the question. */
const PAUSE = 200;

/**
 * All cases of a contact, live ones first, over all channels, and a search among them.
 * @param {{contact: import("../lib/types").Contact}} props
 */
export function PersonCases({ contact }) {
  const history = useDesk((state) => contactsIn(state).histories[contact.id]);
  const now = useNow(false);
  const [query, setQuery] = useState("");
  const [found, setFound] = useState(/** @type {{of: string, items: import("../lib/types").CustomerCase[] | null, failed: boolean}} */ ({ of: "", items: null, failed: false }));
  const asked = query.trim();
  useEffect(() => { if (!history || history.status === "stale") void load(contact.id); }, [contact.id, history?.status === "stale", history === undefined]);
  useEffect(() => {
    if (!asked) return undefined;
    const cut = new AbortController();
    const timer = setTimeout(() => {
      get(`/api/v1/contacts/${contact.id}/cases?limit=50&q=${encodeURIComponent(asked)}`, { signal: cut.signal }).then(
        ({ items }) => { if (!cut.signal.aborted) setFound({ of: asked, items, failed: false }); },
        (error) => { if (cut.signal.aborted) return; if (!(error instanceof ApiError)) throw error; setFound({ of: asked, items: null, failed: true }); });
    }, PAUSE);
    return () => { clearTimeout(timer); cut.abort(); };
  }, [contact.id, asked]);
  const list = (/** @type {string} */ title, /** @type {import("../lib/types").Card[]} */ cards) => (cards.length === 0 ? null : html`<h3 class="side-panel__group-title">${title} <span class="tabs__count">${cards.length}</span></h3><ul class="history-list">${cards.map((card) => html`<${HistoryItem} key=${card.id} item=${card} counts=${history?.counts[card.id]} now=${now} />`)}</ul>`);
  const failed = html`<${BlankState} icon="alert" error title=${t("people.casesFailed")}><button type="button" class="button" onClick=${() => void load(contact.id)}>${t("action.retry")}</button></${BlankState}>`;
  const body = () => {
    if (asked) {
      if (found.of !== asked) return html`<${Skeleton} kind="rows" label=${t("people.loadingCases")} />`;
      if (found.failed || !found.items) return html`<p class="match-list__none" role="alert">${t("people.casesFailed")}</p>`;
      return found.items.length === 0 ? html`<p class="match-list__none">${t("history.none", { query: asked })}</p>` : html`<ul class="history-list">${found.items.map((one) => html`<${HistoryItem} key=${one.case.id} item=${one.case} counts=${one} now=${now} />`)}</ul>`;
    }
    if (!history || (history.status === "loading" && history.items.length === 0)) return html`<${Skeleton} kind="rows" label=${t("people.loadingCases")} />`;
    if (history.status === "error") return failed;
    if (history.items.length === 0) return html`<${BlankState} icon="cases" title=${t("people.noCases")} text=${t("people.noCasesText")} />`;
    return html`${list(t("people.liveCases"), history.items.filter((one) => one.state !== "closed"))}${list(t("people.closedCases"), history.items.filter((one) => one.state === "closed"))}
      ${history.next ? html`<button type="button" class="button button--ghost button--block" aria-busy=${String(history.status === "loading")} onClick=${() => void load(contact.id, true)}>${t("history.more")}</button>` : null}`;
  };
  return html`<div class="side-panel__scroll"><label class="input-icon match-list__search"><${Icon} name="search" size="s" /><input class="input" type="search" autocomplete="off" maxlength="200" placeholder=${t("history.placeholder")} aria-label=${t("people.searchCases")} value=${query} data-testid="person-case-search"
      onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && query) { event.preventDefault(); event.stopPropagation(); setQuery(""); } }} /></label>
    <p class="visually-hidden" role="status">${asked && found.of === asked && found.items ? t("history.count", { count: found.items.length }) : ""}</p>${body()}</div>`;
}

/**
 * They are kept where the conversation's side column keeps a customer's cases, so the same frames change both.
 * @param {string} customer
 * @param {boolean} [more] goes on where the last page ended
 */
async function load(customer, more = false) {
  const held = contactsIn(getState()).histories[customer];
  if (held?.status === "loading" || (held?.status === "ready" && !more)) return;
  dispatch({ type: "history.loading", customer });
  try {
    const { items, next } = await get(`/api/v1/contacts/${customer}/cases?limit=30${more && held?.next ? `&cursor=${encodeURIComponent(held.next)}` : ""}`);
    dispatch({ type: "history.loaded", customer, items, next, more });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    dispatch({ type: "history.failed", customer });
  }
}
