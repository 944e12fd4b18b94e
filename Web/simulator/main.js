import { html, render } from "../vendor/preact-htm.js";
import { keptLanguage } from "../lib/language.js";
import { applyTheme, keptTheme } from "../lib/theme.js";
import { lookAtPhone } from "./acts.js";
import { App } from "./app.js";
import { follow, keepShown } from "./live.js";
import { dispatch, subscribe } from "./simulator.js";
import { loadTexts } from "./texts.js";

const theme = keptTheme(), locale = keptLanguage();
applyTheme(theme);
dispatch({ type: "theme", theme });
await loadTexts(locale);
dispatch({ type: "locale", locale });
document.addEventListener("visibilitychange", lookAtPhone);
subscribe(keepShown);
render(html`<${App} />`, /** @type {HTMLElement} */ (document.getElementById("simulator")));
void follow();
