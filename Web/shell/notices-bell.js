import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Lazy } from "../ui/lazy.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { loadNotices, notCome } from "./later.js";

/** What happened while I looked elsewhere; it stays for seven days. */
export function NoticesBell() {
  const unread = useDesk((state) => state.notices.filter((one) => !one.read).length);
  const label = unread > 0 ? t("notices.labelNew", { count: unread }) : t("notices.label");
  return html`<button type="button" class="button button--ghost button--icon badge--anchor top-bar__bell" aria-label=${label} title=${label} aria-haspopup="dialog" popovertarget="menu-notices" data-testid="notices-button"><${Icon} name="bell" />${unread > 0 ? html`<span class="badge badge--alert badge--corner" aria-hidden="true">${unread > 99 ? "99+" : unread}</span>` : null}</button>`;
}

/** The list under the bell; on a phone, behind its own tab. */
export const NoticesMenu = () => html`<${Menu} id="menu-notices" side="end" role="dialog" class="menu--notices" label=${t("notices.label")}><${Lazy} load=${loadNotices} failed=${notCome} /></${Menu}>`;
