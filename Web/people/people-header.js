import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { saveFile } from "../lib/save-file.js";
import { toast } from "../shell/toast.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { countFilters, SORTS } from "./people-address.js";
import { peopleIn } from "./part.js";

/** Between the last key and the question. */
const PAUSE = 250;

/**
 * How many there are, the search, filters and order, the list as a file, and a new contact.
 * @param {{filter: import("./people-address.js").PeopleFilter, query: string, choose: (more: Partial<import("./people-address.js").PeopleFilter>, how?: {replace?: boolean}) => void, filters: boolean, toggle: () => void, button: any}} props
 */
export function PeopleHeader({ filter, query, choose, filters, toggle, button }) {
  const { count, offline } = useDesk((state) => ({ count: peopleIn(state).count, offline: state.connection.status === "offline" }));
  const set = countFilters(filter);
  const save = async (/** @type {"csv" | "xlsx"} */ kind) => { const error = await saveFile(`/api/v1/contacts?${query}`, kind, `${t("people.title")}.${kind}`); if (error) toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert"); };
  return html`<header class="page__header people__header"><h1 class="page__title">${t("people.title")}</h1>
    <span class="page__count" data-testid="people-count">${count ? t("people.count", { count: count.count, more: count.exact ? "no" : "yes", shown: new Intl.NumberFormat(currentLanguage()).format(count.count) }) : ""}</span><span class="page__spacer"></span>
    <${SearchBox} q=${filter.q} choose=${choose} />
    <button type="button" class=${`button people__filter ${filters ? "button--on" : ""}`} ref=${button} aria-expanded=${String(filters)} aria-keyshortcuts="F" title=${`${t("people.filter")}  F`} data-testid="people-filter" onClick=${toggle}><${Icon} name="filter" size="s" /><span class="people__word">${t("people.filter")}</span>${set > 0 ? html`<span class="badge badge--unread">${set}</span>` : null}</button>
    <button type="button" class="button" popovertarget="menu-people-sort" aria-haspopup="menu" data-testid="people-sort"><${Icon} name="sort" size="s" /><span class="visually-hidden">${t("people.sort")}: </span><span class="people__word">${t(`people.sortShort.${filter.sort.replace("-", "")}`)}</span><${Icon} name="chevron-down" size="s" /></button>
    <${Menu} id="menu-people-sort" side="end" label=${t("people.sort")}><p class="menu__title" role="presentation">${t("people.sort")}</p>
      ${SORTS.map((sort) => html`<button key=${sort} type="button" class="menu__item" role="menuitemradio" tabindex="-1" aria-checked=${String(filter.sort === sort)} data-sort=${sort} onClick=${() => choose({ sort })}>${t(`people.sortShort.${sort.replace("-", "")}`)}<span class="menu__end">${t(`people.order.${sort === "name" ? "az" : sort === "-name" ? "za" : sort.startsWith("-") ? "newest" : "oldest"}`)}</span><${Icon} name="check" size="s" class="menu__check" /></button>`)}</${Menu}>
    <button type="button" class="button button--icon" popovertarget="menu-people-more" aria-haspopup="menu" aria-label=${t("people.moreActs")} title=${t("people.moreActs")} data-testid="people-more"><${Icon} name="more" /></button>
    <${Menu} id="menu-people-more" side="end" label=${t("people.moreActs")}>
      ${/** @type {const} */ (["csv", "xlsx"]).map((kind) => html`<button key=${kind} type="button" class="menu__item" role="menuitem" tabindex="-1" data-testid=${`people-${kind}`} disabled=${offline} onClick=${() => void save(kind)}><${Icon} name="download" size="s" />${t("people.export", { kind: kind.toUpperCase() })}</button>`)}</${Menu}>
    <button type="button" class="button button--primary" aria-keyshortcuts="N" title=${`${t("people.new")}  N`} disabled=${offline} data-testid="people-new" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "people.new" } })}><${Icon} name="plus" size="s" /><span class="people__word">${t("people.newShort")}</span></button></header>`;
}

/**
 * What is typed is asked a moment later; what the address says, by a step back too, stands here.
 * @param {{q: string, choose: (more: {q: string}, how: {replace: boolean}) => void}} props
 */
function SearchBox({ q, choose }) {
  const [text, setText] = useState(q);
  const said = useRef(q);
  const last = useRef(choose);
  last.current = choose;
  useEffect(() => { if (q !== said.current) { said.current = q; setText(q); } }, [q]);
  const ask = (/** @type {string} */ value) => { const next = value.trim(); if (next !== said.current) { said.current = next; last.current({ q: next }, { replace: true }); } };
  useEffect(() => { const timer = setTimeout(() => ask(text), PAUSE); return () => clearTimeout(timer); }, [text]);
  return html`<label class="input-icon people__search"><${Icon} name="search" size="s" /><input class="input" type="search" autocomplete="off" maxlength="200" placeholder=${t("people.searchHint")} aria-label=${t("people.search")} value=${text} data-testid="people-search"
    onInput=${(/** @type {any} */ event) => setText(event.target.value)} onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape" && text) { event.preventDefault(); event.stopPropagation(); setText(""); ask(""); }
      if (event.key === "Enter" && !event.isComposing) ask(text);
      if (event.key === "ArrowDown") { event.preventDefault(); /** @type {HTMLElement | null} */ (document.querySelector("a.person-row"))?.focus(); }
    }} /></label>`;
}
