import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { playSound } from "../lib/sound.js";
import { Dialog } from "../ui/dialog.js";
import { IconButton } from "../ui/button.js";
import { useDesk } from "../ui/use-desk.js";
import { prefer, preferencesOf } from "./preferences.js";
import { askForNotices } from "./notices.js";

/** @type {("offer" | "message" | "call" | "notice")[]} */
const SOUNDS = ["offer", "message", "call", "notice"];

/** What may sound, what may show outside the window, and the single letters. */
export function PreferencesDialog() {
  const preferences = useDesk((state) => JSON.stringify(preferencesOf(state)));
  const { sounds, systemNotices, noticeText, shortcuts } = /** @type {import("../lib/types").Preferences} */ (JSON.parse(preferences));
  const blocked = typeof Notification !== "function" || Notification.permission === "denied";
  const outside = async (/** @type {boolean} */ on) => {
    if (on && Notification.permission === "default" && !(await askForNotices())) { void prefer({ systemNotices: false }); return; }
    void prefer({ systemNotices: on });
  };
  return html`<${Dialog} title=${t("preferences.title")} testid="preferences-dialog" onClose=${() => dispatch({ type: "dialog", dialog: null })}>
    <section class="preferences" aria-labelledby="preferences-sounds"><h3 class="preferences__title" id="preferences-sounds">${t("preferences.sounds")}</h3>
      ${SOUNDS.map((one) => html`<div class="preferences__row" key=${one}><${Switch} name=${one} text=${t(`preferences.sound.${one}`)} on=${sounds[one]} change=${(/** @type {boolean} */ on) => void prefer({ sounds: { [one]: on } })} />
        <${IconButton} icon="play" size="s" iconSize="s" label=${t("preferences.hear", { sound: t(`preferences.sound.${one}`) })} onClick=${() => playSound(one)} /></div>`)}
      <p class="field__hint">${t("preferences.quiet")}</p></section>
    <section class="preferences" aria-labelledby="preferences-outside"><h3 class="preferences__title" id="preferences-outside">${t("preferences.outside")}</h3>
      <div class="preferences__row"><${Switch} name="systemNotices" text=${t("preferences.system")} on=${systemNotices && !blocked} disabled=${blocked} change=${(/** @type {boolean} */ on) => void outside(on)} /></div>
      <div class="preferences__row"><${Switch} name="noticeText" text=${t("preferences.text")} on=${noticeText} disabled=${!systemNotices || blocked} change=${(/** @type {boolean} */ on) => void prefer({ noticeText: on })} /></div>
      <p class="field__hint">${t(blocked ? "preferences.blocked" : "preferences.textHint")}</p></section>
    <section class="preferences" aria-labelledby="preferences-keys"><h3 class="preferences__title" id="preferences-keys">${t("preferences.keys")}</h3>
      <div class="preferences__row"><${Switch} name="shortcuts" text=${t("shortcuts.letters")} on=${shortcuts} change=${(/** @type {boolean} */ on) => void prefer({ shortcuts: on })} /></div></section>
  </${Dialog}>`;
}

/** @param {{name: string, text: string, on: boolean, disabled?: boolean, change: (on: boolean) => void}} props */
export function Switch({ name, text, on, disabled, change }) {
  return html`<label class="check-line"><input type="checkbox" class="switch" role="switch" checked=${on} disabled=${disabled} data-testid=${`preference-${name}`} onChange=${(/** @type {any} */ event) => change(event.target.checked)} />${text}</label>`;
}
