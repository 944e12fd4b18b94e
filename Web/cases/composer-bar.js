import { html, useRef } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";

/**
 * The tools under the text, and Send. On a phone they stand in a sheet behind the plus.
 * @param {{card: import("../lib/types").Card, channel: import("../lib/types").ReplyChannel, note: boolean, name: string, cannotSend: boolean, offline: boolean, onFiles: (files: File[]) => void, onRecord: () => void, onInsert: (text: string) => void, field: {current: any}}} props
 */
export function ComposerBar({ card, note, name, cannotSend, offline, onFiles, onRecord, onInsert, field }) {
  const picker = useRef(/** @type {any} */ (null));
  const pick = (/** @type {any} */ event) => { onFiles([...event.target.files]); event.target.value = ""; };
  const quick = () => {
    const { value, selectionStart } = field.current;
    onInsert(selectionStart > 0 && !/\s/.test(value[selectionStart - 1]) ? " /" : "/");
  };
  const attach = () => picker.current.click();
  const item = (/** @type {string} */ icon, /** @type {string} */ words, /** @type {() => void} */ run) => html`<button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${run}><${Icon} name=${icon} />${words}</button>`;
  return html`<div class="composer__bar">
    <${IconButton} icon="plus" label=${t("composer.more")} class="composer__plus" popovertarget="menu-composer" aria-haspopup="menu" />
    <${IconButton} icon="smile" label=${t("composer.emoji")} shortcut=":" class="composer__tool" popovertarget="menu-emoji" />
    ${note ? null : html`<${IconButton} icon="clip" label=${t("composer.attach")} shortcut="A" class="composer__tool composer__attach" onClick=${attach} />
      <input type="file" multiple hidden ref=${picker} onChange=${pick} aria-label=${t("composer.attach")} tabindex="-1" />
      <${IconButton} icon="mic" label=${t("composer.record")} class="composer__tool composer__mic" data-testid="composer-record" onClick=${onRecord} />
      <${IconButton} icon="quick" label=${t("quick.title")} shortcut="/" class="composer__tool" data-testid="composer-quick" onClick=${quick} />`}
    <span class="composer__hint">${note ? t("composer.noteHint", { name }) : html`<kbd class="kbd">⇧ Enter</kbd> ${t("composer.break")}`}</span>
    <button type="submit" class="button button--primary composer__send" data-testid="composer-send" disabled=${cannotSend} title=${offline ? t("composer.offlineSend") : undefined}>
      <span class="composer__send-text">${note ? t("composer.saveNote") : t("composer.send")}</span> <kbd class="kbd kbd--on">Enter</kbd><${Icon} name="send" size="l" class="composer__send-icon" /></button>
    <${Menu} id="menu-composer" side="above" label=${t("composer.more")}>
      ${note ? item("reply", t("composer.toReply"), () => dispatch({ type: "mode", mode: "text" })) : html`${item("clip", t("composer.attach"), attach)}${item("mic", t("composer.record"), onRecord)}${item("quick", t("quick.title"), quick)}`}
      ${item("smile", t("composer.emoji"), () => requestAnimationFrame(() => document.getElementById("menu-emoji")?.showPopover()))}
      ${note || card.sight !== "full" ? null : item("note", t("composer.note"), () => dispatch({ type: "mode", mode: "note" }))}
    </${Menu}>
  </div>`;
}
