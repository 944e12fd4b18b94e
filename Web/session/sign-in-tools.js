import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { LANGUAGES, LANGUAGE_NAMES, loadLanguage } from "../lib/language.js";
import { applyTheme, keptTheme } from "../lib/theme.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { useDark } from "../ui/use-dark.js";

/**
 * Language and theme before anybody has signed in.
 * @param {{onLanguage: (locale: string) => void}} props
 */
export function SignInTools({ onLanguage }) {
  const [theme, setTheme] = useState(keptTheme());
  const dark = useDark(theme);
  const choose = async (/** @type {any} */ event) => { await loadLanguage(event.target.value); onLanguage(event.target.value); };
  const toggle = () => { const next = dark ? "light" : "dark"; applyTheme(next); setTheme(next); };
  return html`<div class="login__tools">
    <span class="select select--s"><select class="select__control" aria-label=${t("account.language")} value=${document.documentElement.lang} onChange=${(/** @type {any} */ event) => void choose(event)}>
      ${LANGUAGES.map((one) => html`<option value=${one} selected=${document.documentElement.lang === one}>${LANGUAGE_NAMES[one]}</option>`)}</select><${Icon} name="select" size="s" /></span>
    <${IconButton} icon=${dark ? "sun" : "moon"} label=${t(dark ? "theme.toLight" : "theme.toDark")} onClick=${toggle} />
  </div>`;
}
