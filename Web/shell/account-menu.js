import { html } from "../vendor/preact-htm.js";
import { initials } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Lazy } from "../ui/lazy.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { loadAccount, notCome } from "./later.js";

/** Language, theme, shortcuts, sign out. */
export function AccountMenu() {
  const me = useDesk((state) => state.me);
  if (!me) return null;
  return html`<button type="button" class="avatar avatar--m avatar--me top-bar__account" popovertarget="menu-account" aria-haspopup="menu" aria-label=${t("account.of", { name: me.name })} title=${me.name} data-testid="account-button">${initials(me.name)}</button>
    <${Menu} id="menu-account" side="end" label=${t("account.label")}><${Lazy} load=${loadAccount} failed=${notCome} /></${Menu}>`;
}
