// The shop's page as a customer's telephone shows it: the widget itself, by its own script tag.
import { loadTexts } from "./texts.js";
import { keptLanguage } from "../lib/language.js";
import { t } from "../lib/i18n.js";

const account = new URLSearchParams(location.search).get("account") ?? "tienda";
await loadTexts(keptLanguage());
document.title = t("chat.title");
/** @type {HTMLElement} */ (document.getElementById("hint")).textContent = t("chat.hint");
const script = document.createElement("script");
script.src = "/widget.js";
script.dataset.account = account;
document.body.append(script);
