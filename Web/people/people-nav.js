import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { countFilters, noFilter, searchOf } from "./people-address.js";

/**
 * The module's places: lists that are asked for often, and the work on the data itself.
 * @param {{place: string, filter: import("./people-address.js").PeopleFilter}} props
 */
export function PeopleNav({ place, filter }) {
  const leads = useDesk((state) => state.me !== null && state.me.role !== "agent");
  const only = countFilters(filter) - Number(filter.vip !== "") - Number(filter.blocked !== "") === 0;
  const apart = place === "duplicates" || place.startsWith("import");
  const views = /** @type {const} */ ([["all", "contacts", {}], ["vip", "star", { vip: "true" }], ["blocked", "lock", { blocked: "true" }]]);
  const link = (/** @type {string} */ name, /** @type {string} */ icon, /** @type {string} */ to, /** @type {string} */ search, /** @type {boolean} */ current) => html`<a key=${name} class="page-nav__link" href=${`/contacts${to ? `/${to}` : ""}${search}`} aria-current=${current ? "page" : undefined} data-testid=${`people-${name}`}
    onClick=${(/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); openPeople(to, { search }); }}><${Icon} name=${icon} size="s" /><span class="page-nav__label">${t(`people.nav.${name}`)}</span></a>`;
  return html`<nav class="page-nav" aria-label=${t("people.title")} data-region tabindex="-1">
    <section><h2 class="page-nav__title">${t("people.title")}</h2>
      ${views.map(([name, icon, more]) => link(name, icon, "", searchOf({ ...noFilter, sort: filter.sort, ...more }), !apart && only && filter.vip === ("vip" in more ? "true" : "") && filter.blocked === ("blocked" in more ? "true" : "")))}</section>
    <section><h2 class="page-nav__title">${t("people.nav.data")}</h2>
      ${link("duplicates", "match", "duplicates", searchOf(filter), place === "duplicates")}${leads ? link("import", "inbound", "import", searchOf(filter), place.startsWith("import")) : null}</section></nav>`;
}
