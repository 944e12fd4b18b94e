import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { useDark } from "../ui/use-dark.js";
import { useDesk } from "../ui/use-desk.js";
import { AccountMenu } from "./account-menu.js";
import { CampaignSelect } from "./campaign-select.js";
import { MyCounts } from "./my-counts.js";
import { NoticesBell, NoticesMenu } from "./notices-bell.js";
import { setTheme } from "./set-theme.js";
import { StatusButton } from "./status-button.js";

export const openPalette = () => dispatch({ type: "dialog", dialog: { kind: "palette" } });

/** Campaign in scope, search, my state, my counts, theme, notices, account. */
export function TopBar() {
  const { theme, ready } = useDesk((state) => ({ theme: state.theme, ready: state.me !== null }));
  const dark = useDark(theme);
  return html`<header class="top-bar" data-region tabindex="-1">
    <div class="top-bar__start"><${CampaignSelect} /></div>
    ${ready ? html`<button type="button" class="global-search" aria-keyshortcuts="Control+K" aria-haspopup="dialog" data-testid="open-palette" title=${t("palette.label")} onClick=${openPalette}><${Icon} name="search" size="s" /><span class="global-search__text">${t("palette.placeholder")}</span><kbd class="kbd">Ctrl K</kbd></button>` : html`<span></span>`}
    <div class="top-bar__end">
      ${ready ? html`<${StatusButton} /><${MyCounts} /><span class="top-bar__divider"></span>` : null}
      <${IconButton} icon=${dark ? "sun" : "moon"} label=${t(dark ? "theme.toLight" : "theme.toDark")} class="top-bar__theme" data-testid="theme-switch" onClick=${() => void setTheme(dark ? "light" : "dark")} />
      ${ready ? html`<${NoticesBell} /><${NoticesMenu} /><${AccountMenu} />` : null}
    </div>
  </header>`;
}
