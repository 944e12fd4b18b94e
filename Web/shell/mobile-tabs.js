import { html } from "../vendor/preact-htm.js";
import { myOffers, openCards } from "../cases/select.js";
import { openCase } from "../cases/open-case.js";
import { t } from "../lib/i18n.js";
import { openListing } from "./open-listing.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";

/** The bottom bar of a phone: the modules that exist, and the rest behind "more". */
export function MobileTabs() {
  const count = useDesk((state) => myOffers(state).length + openCards(state).filter((card) => card.unread && (card.agent === state.me?.id || state.me?.role !== "agent")).length);
  const notices = useDesk((state) => state.notices.filter((one) => !one.read).length);
  const listing = useDesk((state) => state.screen.listing !== null);
  const overdue = useDesk((state) => state.screen.overdue);
  const apart = useDesk((state) => state.screen.report !== null || state.screen.people !== null) || listing;
  return html`<nav class="mobile-tabs" aria-label=${t("rail.label")}>
    <a class="mobile-tabs__tab" href="/" aria-current=${apart ? undefined : "page"} onClick=${(/** @type {MouseEvent} */ event) => { event.preventDefault(); openCase(null); }}><${Icon} name="workspace" size="l" />
      ${count > 0 ? html`<span class="badge badge--unread mobile-tabs__badge">${count}<span class="visually-hidden"> ${t("case.unread", { count })}</span></span>` : null}<span>${t("list.short")}</span></a>
    <a class="mobile-tabs__tab" href="/cases" aria-label=${overdue ? t("rail.casesOverdue") : undefined} aria-current=${listing ? "page" : undefined} onClick=${(/** @type {MouseEvent} */ event) => { event.preventDefault(); openListing(); }}><${Icon} name="cases" size="l" />${overdue ? html`<span class="badge badge--alert mobile-tabs__badge" aria-hidden="true">!</span>` : null}<span>${t("rail.cases")}</span></a>
    <button type="button" class="mobile-tabs__tab" aria-haspopup="dialog" popovertarget="menu-notices"><${Icon} name="bell" size="l" />${notices > 0 ? html`<span class="badge badge--alert mobile-tabs__badge">${notices > 99 ? "99+" : notices}<span class="visually-hidden"> ${t("notices.new")}</span></span>` : null}<span>${t("notices.short")}</span></button>
    <button type="button" class="mobile-tabs__tab" aria-haspopup="menu" popovertarget="menu-account"><${Icon} name="more" size="l" /><span>${t("shell.more")}</span></button>
  </nav>`;
}
