import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { dispatch } from "../desk.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { countFilters, noFilter } from "./people-address.js";
import { peopleIn } from "./part.js";
import { PersonRow } from "./person-row.js";
import { ask, askMore, BARREN } from "./use-people.js";
import { useRows } from "./use-rows.js";

/** Rows left below the last one in sight when the next page is asked for. */
const AHEAD = 20;

/**
 * The rows in sight of a list that may be long; the next page comes before its end is reached. What is new is announced, and nothing jumps.
 * @param {{query: string, filter: import("./people-address.js").PeopleFilter, person: string, choose: (more: Partial<import("./people-address.js").PeopleFilter>) => void}} props
 */
export function PeopleList({ query, filter, person, choose }) {
  const { items, status, next, more, barren, error, count, fresh, outdated, byId } = useDesk((state) => peopleIn(state));
  const scroller = useRef(/** @type {any} */ (null));
  const { list, first, last, reach } = useRows(scroller, items.length);
  const focused = useRef(-1);
  useEffect(() => { if (next !== null && !error && items.length - last < AHEAD) askMore(); }, [next, last, items.length, error]);
  useEffect(() => { scroller.current?.scrollTo(0, 0); }, [query]);
  // The row that had the focus left: the one that stands there now has it. Nobody is fetched back who has scrolled away.
  useEffect(() => {
    if (focused.current < first || focused.current > last || document.activeElement !== document.body) return;
    reach(Math.min(focused.current, items.length - 1));
  }, [items]);
  const at = items.indexOf(person);
  const stop = at >= 0 ? at : 0;
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const from = focused.current;
    const to = event.key === "ArrowDown" ? from + 1 : event.key === "ArrowUp" ? from - 1 : event.key === "Home" ? 0 : event.key === "End" ? items.length - 1 : event.key === "PageDown" ? from + 10 : event.key === "PageUp" ? from - 10 : -1;
    if (from < 0 || event.ctrlKey || event.metaKey || event.altKey || (to === -1 && event.key !== "ArrowUp" && event.key !== "PageUp")) return;
    event.preventDefault();
    reach(Math.max(0, Math.min(items.length - 1, to)));
  };
  // A row that was taken away keeps its place for the next; one that was left by hand doesn't.
  const left = (/** @type {any} */ event) => { const row = event.target; setTimeout(() => { if (row.isConnected && document.activeElement !== row && !list.current?.contains(document.activeElement)) focused.current = -1; }); };
  const now = serverNow();
  const rows = [];
  for (let index = first; index < last; index += 1) {
    const contact = byId[items[index] ?? ""];
    if (contact) rows.push(html`<${PersonRow} key=${contact.id} contact=${contact} now=${now} at=${index} of=${next === null ? items.length : count?.exact ? Math.max(count.count, items.length) : -1} current=${contact.id === person} stop=${index === Math.min(Math.max(stop, first), last - 1)} />`);
  }
  const seek = html`<p class="people__end">${t("people.notYet")} <button type="button" class="button button--s" onClick=${() => askMore(true)}>${t("people.seek")}</button></p>`;
  const searching = filter.q !== "" || countFilters(filter) > 0;
  return html`<div class="people__news" role="status">${outdated || fresh.length > 0 ? html`<button type="button" class="button button--tonal button--s people__new" data-testid="people-fresh" onClick=${() => { scroller.current?.scrollTo(0, 0); ask(query); }}><${Icon} name="refresh" size="s" />${outdated ? t("people.outdated") : t("people.fresh", { count: fresh.length })}</button>` : null}</div>
    <p class="visually-hidden" role="status">${status === "ready" && count ? t("people.found", { count: count.count, more: count.exact ? "no" : "yes" }) : ""}</p>
    <div class="people__scroll" ref=${scroller} aria-busy=${status === "changing" ? "true" : undefined} tabindex=${items.length > 0 ? -1 : 0}>
      ${items.length > 0 ? html`<div class="people__head" aria-hidden="true"><span>${t("people.col.name")}</span><span>${t("people.col.code")}</span><span>${t("people.col.point")}</span><span class="people__wide">${t("people.col.labels")}</span><span class="people__wide">${t("people.col.campaigns")}</span><span class="people__wide">${t("people.col.created")}</span></div>
          <ul class="people__rows" ref=${list} aria-label=${t("people.title")} onKeyDown=${onKeyDown} onfocusin=${(/** @type {any} */ event) => { focused.current = Number(event.target.closest("[data-at]")?.dataset.at ?? -1); }} onfocusout=${left}>${rows}</ul>
          ${error ? html`<p class="people__end" role="alert">${error.status === 0 ? t("error.offlineAct") : error.message} <button type="button" class="button button--s" onClick=${() => askMore(true)}>${t("action.retry")}</button></p>` : more ? html`<p class="people__end" role="status">${t("people.loadingMore")}</p>` : next !== null && barren >= BARREN ? seek : null}`
        : status === "error" ? html`<${BlankState} icon="alert" error title=${t("people.failed")} text=${error?.status === 0 ? t("error.offlineAct") : error?.message} code=${t("error.code", { status: error?.status ?? "", code: error?.code ?? "" })}><button type="button" class="button" onClick=${() => ask(query)}><${Icon} name="refresh" size="s" />${t("action.retry")}</button></${BlankState}>`
        : status !== "ready" ? html`<${Skeleton} kind="rows" label=${t("people.loading")} />`
        : next !== null ? (barren >= BARREN ? seek : html`<${Skeleton} kind="rows" label=${t("people.loading")} />`)
        : searching ? html`<${BlankState} icon="search" title=${filter.q ? t("people.none", { query: filter.q }) : t("people.noneFilter")} text=${t("people.noneText")}><button type="button" class="button" data-testid="people-clear" onClick=${() => choose({ ...noFilter, sort: filter.sort })}>${t("people.clear")}</button></${BlankState}>`
        : html`<${BlankState} icon="contacts" title=${t("people.empty")} text=${t("people.emptyText")}><button type="button" class="button button--primary" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "people.new" } })}><${Icon} name="plus" size="s" />${t("people.new")}</button></${BlankState}>`}
    </div>`;
}
