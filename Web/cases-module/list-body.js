import { html } from "../vendor/preact-htm.js";
import { clockTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { isEmpty } from "./address.js";
import { CardRows } from "./card-rows.js";
import { readAgain, readList } from "./read-list.js";
import { listing, useListing } from "./store.js";
import { stateOfPage } from "./selection.js";
import { TableRows } from "./table-rows.js";

/**
 * The rows, or what stands in their place; what is new is announced above them and changes nothing by itself.
 * @param {{asked: ReturnType<typeof import("./use-asked.js").useAsked>}} props
 */
export function ListBody({ asked }) {
  const { status, error, count, fresh, of } = useListing((state) => ({ status: state.rows.status, error: state.rows.error, count: state.rows.ids.length, fresh: state.rows.fresh.length, of: state.rows.of }));
  if (status === "loading" || !asked.known) return html`<div class="cases__scroll"><${Skeleton} kind="cards" label=${t("listing.loading")} /></div>`;
  if (status === "error") return html`<div class="cases__scroll"><${BlankState} icon="alert" error title=${t("listing.failed")} text=${error.status === 0 ? t("error.offlineAct") : error.message} code=${t("error.code", { status: error.status, code: error.problem.id ?? error.code })}>
    <button type="button" class="button" onClick=${readAgain}><${Icon} name="refresh" size="s" />${t("action.retry")}</button></${BlankState}></div>`;
  const Rows = asked.layout === "table" ? TableRows : CardRows;
  return html`${fresh > 0 ? html`<button type="button" class="cases__fresh" data-testid="fresh-rows" onClick=${() => { listing.dispatch({ type: "active", id: null }); void readList(of, true).then(toTop); }}><${Icon} name="refresh" size="s" />${t("listing.fresh", { count: fresh })}</button>` : null}
    <p class="visually-hidden" role="status">${fresh > 0 ? t("listing.fresh", { count: fresh }) : ""}</p>
    ${count === 0 ? html`<div class="cases__scroll"><${NoRows} asked=${asked} /></div>` : html`<${Rows} asked=${asked} />`}`;
}

/** The new ones come first in most orders: the first row takes the focus. */
function toTop() {
  const box = document.querySelector(".cases__scroll");
  if (box) box.scrollTop = 0;
  /** @type {HTMLElement | null} */ (document.querySelector(".cases [data-row]"))?.focus();
}

/** @param {{asked: ReturnType<typeof import("./use-asked.js").useAsked>}} props */
function NoRows({ asked }) {
  const campaign = useDesk((state) => (state.screen.scope ? state.directory.campaigns[state.screen.scope]?.name ?? "" : ""));
  const filtered = !isEmpty(asked.keys);
  const q = asked.keys.q?.[0];
  return html`<${BlankState} icon=${q ? "search" : "cases"} title=${q ? t("listing.noneFor", { query: q }) : t(filtered ? "listing.noneFiltered" : "listing.none")} text=${campaign ? t("listing.noneIn", { campaign }) : filtered ? t("listing.noneText") : undefined}>
    ${filtered ? html`<button type="button" class="button" data-testid="none-clear" onClick=${() => asked.setKeys({})}>${t("listing.clear")}</button>` : null}</${BlankState}>`;
}

/** The box of all rows that are here, how many of how many, and when they were read. */
export function RowsHead() {
  const { ids, selection, count, at, next } = useListing((state) => ({ ids: state.rows.ids, selection: state.selection, count: state.rows.count, at: state.rows.at, next: state.rows.next }));
  return html`<div class="case-rows__head"><${PageBox} ids=${ids} selection=${selection} /><span>${count ? t(count.exact ? "listing.upTo" : "listing.upToMore", { to: ids.length, count: Math.max(count.count, ids.length) }) : t("listing.here", { count: ids.length, more: next === null ? "no" : "yes" })}</span>
    <span class="case-rows__head-end">${t("listing.asOf", { time: clockTime(at) })}</span></div>`;
}

/** @param {{ids: string[], selection: import("./selection.js").Selection}} props */
export function PageBox({ ids, selection }) {
  const state = stateOfPage(selection, ids);
  return html`<input class=${`checkbox ${state === "some" ? "checkbox--mixed" : ""}`} type="checkbox" checked=${state === "all"} indeterminate=${state === "some"} aria-label=${t("listing.selectPage")} data-testid="select-page" onChange=${() => listing.dispatch({ type: state === "all" ? "select.none" : "select.page" })} />`;
}
