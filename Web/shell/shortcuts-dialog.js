import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { useDesk } from "../ui/use-desk.js";
import { SHORTCUTS } from "./keyboard.js";
import { prefer, preferencesOf } from "./preferences.js";
import { Switch } from "./preferences-dialog.js";

/** Every key that exists, and the switch that turns single letters off. */
export function ShortcutsDialog() {
  const on = useDesk((state) => preferencesOf(state).shortcuts);
  return html`<${Dialog} title=${t("shortcuts.title")} class="dialog--wide" testid="shortcuts-dialog" onClose=${() => dispatch({ type: "dialog", dialog: null })}>
    <div class="shortcuts">${SHORTCUTS.map((group) => html`<section><h3 class="shortcuts__title">${t(`shortcuts.in.${group.where}`)}</h3>
      <dl class="shortcuts__list">${group.keys.map(([keys, what]) => html`<div class="shortcuts__row"><dt>${t(`shortcuts.${what}`)}</dt><dd>${keys.split(" ").map((key) => html`<kbd class="kbd">${key}</kbd> `)}</dd></div>`)}</dl></section>`)}</div>
    <${Switch} name="shortcuts" text=${t("shortcuts.letters")} on=${on} change=${(/** @type {boolean} */ next) => void prefer({ shortcuts: next })} />
  </${Dialog}>`;
}
