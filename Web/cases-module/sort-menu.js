import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { SORTS, sortName } from "./sorts.js";

/**
 * Every order of the list; relevance only where something is looked for.
 * @param {{asked: ReturnType<typeof import("./use-asked.js").useAsked>}} props
 */
export function SortMenu({ asked }) {
  const searched = Boolean(asked.keys.q?.length);
  const name = t(`listing.sort.${sortName(asked.sort)}`);
  return html`<button type="button" class="button" popovertarget="menu-listing-sort" aria-haspopup="menu" title=${t("listing.sortBy", { name })} data-testid="open-sort"><${Icon} name="sort" size="s" /><span class="cases__word">${name}</span><span class="visually-hidden">${t("listing.sortBy", { name })}</span><${Icon} name="chevron-down" size="s" /></button>
    <${Menu} id="menu-listing-sort" side="end" label=${t("listing.sortTitle")} class="menu--wide">
      <p class="menu__title" role="presentation">${t("listing.sortTitle")}</p>
      ${SORTS.map((one) => html`<button key=${one.sort} type="button" class="menu__item" role="menuitemradio" tabindex="-1" aria-checked=${String(asked.sort === one.sort)} disabled=${one.searched && !searched} data-testid="sort-choice" data-sort=${one.sort} onClick=${() => asked.setSort(one.sort)}>
        <span class="menu__text">${t(`listing.sort.${one.name}`)}</span><span class="menu__end">${t(`listing.way.${one.way}`)}<${Icon} name="check" size="s" class="menu__check" /></span></button>`)}
    </${Menu}>`;
}
