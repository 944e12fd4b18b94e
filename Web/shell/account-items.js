import { html } from "../vendor/preact-htm.js";
import { openView } from "../cases/view.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { LANGUAGES, LANGUAGE_NAMES } from "../lib/language.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { setLanguage, signOut } from "./account-actions.js";
import { openPeople } from "./open-people.js";
import { openReports } from "./open-reports.js";
import { setTheme } from "./set-theme.js";

/** What my account's menu holds. */
export function AccountItems() {
  const { me, locale, theme } = useDesk((state) => ({ me: state.me, locale: state.locale, theme: state.theme }));
  if (!me) return null;
  const choice = (/** @type {string} */ text, /** @type {boolean} */ checked, /** @type {() => void} */ run, /** @type {string} */ testid) => html`<button type="button" class="menu__item" role="menuitemradio" tabindex="-1" aria-checked=${String(checked)} data-testid=${testid} onClick=${run}>${text}<${Icon} name="check" size="s" class="menu__check" /></button>`;
  return html`<p class="menu__title" role="presentation">${me.name}<br />${me.email}</p>
    <div class="menu__phone" role="group" aria-label=${t("list.label")}>
      ${/** @type {const} */ (["open", "closed"]).map((kind) => html`<button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${() => void openView({ kind, campaign: null, mine: true })}><${Icon} name=${kind} size="s" />${t(`counts.${kind}`, { count: kind === "open" ? me.counts.open : me.counts.closedToday })}</button>`)}
      <button type="button" class="menu__item" role="menuitem" tabindex="-1" popovertarget="menu-filter"><${Icon} name="filter" size="s" />${t("filter.label")}</button>
      <button type="button" class="menu__item" role="menuitem" tabindex="-1" popovertarget="menu-look"><${Icon} name="sort" size="s" />${t("look.title")}</button>
      <button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${() => openPeople()}><${Icon} name="contacts" size="s" />${t("rail.contacts")}</button>
      <button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${openReports}><${Icon} name="reports" size="s" />${t("rail.reports")}</button>
      <hr class="menu__line" role="presentation" /></div>
    <p class="menu__title" role="presentation">${t("account.language")}</p>
    ${LANGUAGES.map((one) => choice(LANGUAGE_NAMES[one], one === locale, () => void setLanguage(one), `language-${one}`))}
    <p class="menu__title" role="presentation">${t("account.theme")}</p>
    ${/** @type {const} */ (["system", "light", "dark"]).map((one) => choice(t(`theme.${one}`), one === theme, () => void setTheme(one), `theme-${one}`))}
    <hr class="menu__line" role="presentation" />
    <button type="button" class="menu__item" role="menuitem" tabindex="-1" data-testid="open-preferences" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "preferences" } })}><${Icon} name="bell" size="s" />${t("preferences.title")}</button>
    <button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "shortcuts" } })}><${Icon} name="keyboard" size="s" />${t("shortcuts.title")}<span class="menu__end">?</span></button>
    <hr class="menu__line" role="presentation" />
    <button type="button" class="menu__item" role="menuitem" tabindex="-1" data-testid="sign-out" onClick=${() => void signOut()}><${Icon} name="external" size="s" />${t("account.signOut")}</button>`;
}
