import { html } from "../vendor/preact-htm.js";
import { initials } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { useDark } from "../ui/use-dark.js";
import { useDesk } from "../ui/use-desk.js";
import { AccountMenu } from "./account-menu.js";
import { setTheme } from "./account-actions.js";
import { MyCounts } from "./my-counts.js";
import { StatusButton } from "./status-button.js";

/** Whose desk it is, my state, my counts, theme, account. */
export function TopBar() {
  const { organisation, theme, me } = useDesk((state) => ({ organisation: state.me?.organisation.name ?? "", theme: state.theme, me: state.me }));
  const dark = useDark(theme);
  return html`<header class="top-bar" data-region tabindex="-1">
    <div class="top-bar__start">${organisation ? html`<span class="campaign-select__tile" aria-hidden="true">${initials(organisation)}</span>` : null}
      <span class="top-bar__titles"><span class="top-bar__screen" aria-hidden="true">${t("list.title")}</span><span class="campaign-select__name">${organisation}</span></span></div>
    <div class="top-bar__end">
      ${me ? html`<${StatusButton} /><${MyCounts} /><span class="top-bar__divider"></span>` : null}
      <${IconButton} icon=${dark ? "sun" : "moon"} label=${t(dark ? "theme.toLight" : "theme.toDark")} class="top-bar__theme" data-testid="theme-switch" onClick=${() => void setTheme(dark ? "light" : "dark")} />
      ${me ? html`<${AccountMenu} />` : null}
    </div>
  </header>`;
}
