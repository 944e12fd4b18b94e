import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { setLook } from "../shell/scope.js";
import { Icon } from "../ui/icon.js";
import { useListing } from "./store.js";
import { chipsOf } from "./chips.js";
import { noNames } from "./names.js";
import { SearchBox } from "./search-box.js";
import { SortMenu } from "./sort-menu.js";

/**
 * What the list is, how many, its search, filters, order and looks.
 * @param {{asked: ReturnType<typeof import("./use-asked.js").useAsked>, filters: boolean, showFilters: (on: boolean) => void, filterButton: {current: any}}} props
 */
export function PageHead({ asked, filters, showFilters, filterButton }) {
  const { count, known } = useListing((state) => ({ count: state.rows.count, known: state.rows.status === "ready" }));
  const set = chipsOf(asked.keys, noNames).filter((chip) => chip.id !== "q").length;
  const layout = (/** @type {"cards" | "table"} */ one) => html`<label class="button button--icon" title=${t(`listing.layout.${one}`)}><input class="button-group__radio" type="radio" name="listing-layout" checked=${asked.layout === one} aria-label=${t(`listing.layout.${one}`)} data-testid=${`layout-${one}`} onChange=${() => setLook({ layout: one })} /><${Icon} name=${one} size="s" /></label>`;
  return html`<header class="page__header cases__head">
    <h1 class="page__title" data-testid="listing-title">${asked.view?.name ?? t("listing.all")}</h1>
    <span class="page__count" role="status" data-testid="listing-count">${known && count ? t(count.exact ? "listing.count" : "listing.countMore", { count: count.count }) : ""}</span>
    <span class="page__spacer"></span>
    <${SearchBox} asked=${asked} />
    <button type="button" ref=${filterButton} class=${`button ${filters ? "button--on" : ""}`} aria-expanded=${String(filters)} aria-keyshortcuts="F" title=${`${t("listing.filter")}  F`} data-testid="open-filters" onClick=${() => showFilters(!filters)}><${Icon} name="filter" size="s" /><span class="cases__word">${t("listing.filter")}</span>${set > 0 ? html` <span class="badge badge--unread" aria-hidden="true">${set}</span><span class="visually-hidden">${t("listing.filtersOn", { count: set })}</span>` : null}</button>
    <${SortMenu} asked=${asked} />
    <span class="button-group" role="radiogroup" aria-label=${t("listing.layout")}>${layout("cards")}${layout("table")}</span>
  </header>`;
}
