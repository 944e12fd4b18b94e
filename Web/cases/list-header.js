import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { setLook } from "../shell/scope.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { filterCount } from "./listed.js";
import { openCards } from "./select.js";
import { openView } from "./view.js";

/** @type {("recent" | "unread" | "oldest")[]} */
const ORDERS = ["recent", "unread", "oldest"];

/** What the list shows: whose, filtered by what, in which order and density. */
export function ListHeader() {
  const { filter, look } = useDesk((state) => ({ filter: state.screen.filter, look: state.screen.look }));
  const lead = useDesk((state) => state.me !== null && state.me.role !== "agent");
  const wide = useDesk((state) => lead || openCards(state).some((card) => card.agent !== state.me?.id));
  const channels = useDesk((state) => [...new Set(Object.values(state.directory.accounts).filter((one) => !one.archivedAt).map((one) => one.channel))].sort().join(" ")).split(" ").filter(Boolean);
  const count = filterCount(filter);
  const title = t(look.mine || !wide ? "list.title" : lead ? "list.all" : "list.short");
  const item = (/** @type {string} */ role, /** @type {boolean} */ checked, /** @type {string} */ text, /** @type {() => void} */ run, /** @type {string} */ testid) => html`<button type="button" class="menu__item" role=${role} tabindex="-1" aria-checked=${String(checked)} data-testid=${testid} onClick=${run}>${text}<${Icon} name="check" size="s" class="menu__check" /></button>`;
  const pick = (/** @type {any} */ change) => dispatch({ type: "filter", filter: change });
  const orders = t(`look.order.${look.order}`);
  return html`<header class="case-list__header">
    <h1 class="case-list__title"><button type="button" class="case-list__scope" popovertarget="menu-list" aria-haspopup="menu" data-testid="list-scope">${title} <${Icon} name="chevron-down" size="s" /></button></h1>
    <${IconButton} icon="filter" label=${count > 0 ? t("filter.labelOn", { count }) : t("filter.label")} shortcut="F" class=${count > 0 ? "button--on" : ""} popovertarget="menu-filter" aria-haspopup="menu" data-testid="list-filter" />
    <${IconButton} icon="sort" label=${t("look.label", { order: orders })} popovertarget="menu-look" aria-haspopup="menu" data-testid="list-look" />
    <${Menu} id="menu-list" label=${t("list.scope")}>
      ${wide ? item("menuitemradio", !look.mine, t("list.all"), () => setLook({ mine: false }), "list-all") : null}
      ${item("menuitemradio", look.mine || !wide, t("list.title"), () => { if (wide) setLook({ mine: true }); }, "list-mine")}
      <hr class="menu__line" role="presentation" />
      <button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${() => void openView({ kind: "open", campaign: null, mine: true })}><${Icon} name="open" size="s" />${t("view.open.mine")}</button>
      <button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${() => void openView({ kind: "closed", campaign: null, mine: true })}><${Icon} name="closed" size="s" />${t("view.closed.mine")}</button>
    </${Menu}>
    <${Menu} id="menu-filter" side="end" label=${t("filter.label")}>
      <p class="menu__title" role="presentation">${t("filter.label")}</p>
      ${item("menuitemcheckbox", filter.unread, t("filter.unread"), () => pick({ unread: !filter.unread }), "filter-unread")}
      ${item("menuitemcheckbox", filter.flagged, t("filter.flagged"), () => pick({ flagged: !filter.flagged }), "filter-flagged")}
      ${channels.length > 1 ? html`<hr class="menu__line" role="presentation" />` : null}
      ${channels.length > 1 ? channels.map((/** @type {any} */ one) => item("menuitemcheckbox", filter.channels.includes(one), t(`channel.${one}`), () => pick({ channels: filter.channels.includes(one) ? filter.channels.filter((other) => other !== one) : [...filter.channels, one] }), `filter-${one}`)) : null}
      ${count > 0 ? html`<hr class="menu__line" role="presentation" /><button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${clearFilter}>${t("filter.clear", { count })}</button>` : null}
    </${Menu}>
    <${Menu} id="menu-look" side="end" label=${t("look.title")}>
      <p class="menu__title" role="presentation">${t("look.order")}</p>
      ${ORDERS.map((one) => item("menuitemradio", look.order === one, t(`look.order.${one}`), () => setLook({ order: one }), `order-${one}`))}
      <hr class="menu__line" role="presentation" />
      <p class="menu__title" role="presentation">${t("look.density")}</p>
      ${item("menuitemradio", !look.compact, t("look.comfortable"), () => setLook({ compact: false }), "look-comfortable")}
      ${item("menuitemradio", look.compact, t("look.compact"), () => setLook({ compact: true }), "look-compact")}
    </${Menu}>
  </header>`;
}

export const clearFilter = () => dispatch({ type: "filter", filter: { unread: false, flagged: false, channels: [] } });
