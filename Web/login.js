import { html, render } from "./vendor/preact-htm.js";
import { keptLanguage, loadLanguage } from "./lib/language.js";
import { applyTheme, keptTheme } from "./lib/theme.js";
import { SignIn } from "./session/sign-in.js";
import { loadSprite } from "./ui/sprite.js";

applyTheme(keptTheme());
void loadSprite();
await loadLanguage(keptLanguage());
render(html`<${SignIn} />`, /** @type {HTMLElement} */ (document.getElementById("login")));
