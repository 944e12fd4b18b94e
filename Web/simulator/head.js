import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { LANGUAGES, LANGUAGE_NAMES } from "../lib/language.js";
import { applyTheme } from "../lib/theme.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { useDark } from "../ui/use-dark.js";
import { setCalm } from "./acts.js";
import { dispatch, useSimulator } from "./simulator.js";
import { loadTexts } from "./texts.js";

export function Head() {
  const theme = useSimulator((state) => state.theme);
  const locale = useSimulator((state) => state.locale);
  const calm = useSimulator((state) => state.calm);
  const dark = useDark(theme);
  const turn = () => {
    const next = dark ? "light" : "dark";
    applyTheme(next);
    dispatch({ type: "theme", theme: next });
  };
  const speak = async (/** @type {any} */ event) => {
    await loadTexts(event.target.value);
    dispatch({ type: "locale", locale: event.target.value });
  };
  return html`<header class="simulator__head">
    <${Icon} name="spark" size="s" />
    <h1 class="simulator__title">${t("title")}</h1>
    <span class="simulator__note">${t("note")}</span>
    <label class="simulator__calm"><span>${t("calm")}</span><input class="switch" type="checkbox" role="switch" checked=${calm} data-testid="calm" onChange=${(/** @type {any} */ event) => setCalm(event.target.checked)} /></label>
    <span class="select select--s"><select class="select__control" aria-label=${t("language")} value=${locale} onChange=${speak}>
      ${LANGUAGES.map((one) => html`<option key=${one} value=${one}>${LANGUAGE_NAMES[one]}</option>`)}
    </select><${Icon} name="select" size="s" /></span>
    <${IconButton} icon=${dark ? "sun" : "moon"} label=${dark ? t("theme.light") : t("theme.dark")} onClick=${turn} />
  </header>`;
}
