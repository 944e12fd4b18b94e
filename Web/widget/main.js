import { openClient } from "./client.js";
import { formats } from "./format.js";
import { chooseLocale, language, wordsFor } from "./locales.js";
import { openStorage } from "./storage.js";
import { openFrame } from "./frame.js";
import { h } from "./dom.js";
import { applyStyles } from "./styles.js";

/**
 * Puts the chat on the page, once per account.
 * @param {import("./types.js").Options} options
 */
export async function mount(options) {
  const selector = `chat-widget[data-account="${CSS.escape(options.account)}"]`;
  if (document.querySelector(selector)) return;
  const locale = chooseLocale(options.locale, navigator.languages ?? [navigator.language]);
  const words = wordsFor(locale);
  const host = document.createElement("chat-widget");
  host.dataset.account = options.account;
  document.body.append(host);
  const root = host.attachShadow({ mode: "open" });
  await applyStyles(root);

  const client = openClient(options, language(locale));
  const tab = openStorage("sessionStorage", `chat-widget:${options.base}:${options.account}`);
  const frame = h("div", { class: "chat", lang: language(locale), "data-theme": options.theme });
  for (const kind of ["keydown", "keypress", "keyup"]) frame.addEventListener(kind, event => event.stopPropagation());
  root.append(frame);
  openFrame(frame, { client, tab, words, format: formats(locale, words) });
  if (client.known()) void client.start();
}
