import { html, useEffect, useLayoutEffect, useRef } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { firstName } from "../lib/format.js";
import { IconButton } from "../ui/button.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { tellPresence } from "./case-actions.js";
import { ComposerFiles } from "./composer-files.js";
import { ComposerOff } from "./composer-off.js";
import { writeDraft } from "./drafts.js";
import { EmojiPicker } from "./emoji-picker.js";
import { canWrite } from "./select.js";
import { draftKey, noDraft } from "./writing-reduce.js";
import { addFiles, LONGEST, sendDraft } from "./write.js";
import { nameOf } from "./words.js";

/**
 * Reply by the case's channel, or a private note. Enter sends, Shift Enter breaks the line.
 * @param {{card: import("../lib/types").Card, busy: boolean, offline: boolean}} props
 */
export function Composer({ card, busy, offline }) {
  const { mine, mode } = useDesk((state) => ({ mine: canWrite(card, state), mode: state.screen.mode }));
  const writable = mine || (mode === "note" && card.sight === "full");
  const draft = useDesk((state) => state.drafts[draftKey(card.id, state.screen.mode)] ?? noDraft);
  const text = useRef(/** @type {any} */ (null));
  const picker = useRef(/** @type {any} */ (null));
  useGrowingField(text, draft.text);
  useEffect(() => { if (document.activeElement?.closest(".composer")) text.current?.focus(); }, [mode]);
  if (!writable) return html`<${ComposerOff} card=${card} busy=${busy} offline=${offline} />`;

  const note = mode === "note";
  const name = firstName(card.contact.name) || nameOf(card);
  const tooLong = draft.text.trim().length > LONGEST;
  const empty = !draft.text.trim() && (note || draft.files.every((file) => file.state === "failed"));
  const send = () => { if (sendDraft(card.id, mode)) { tellPresence(card.id, true, false); text.current?.focus(); } };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    if (event.key === "Escape") { event.stopPropagation(); /** @type {any} */ (document.querySelector(".timeline"))?.focus(); }
  };
  const onInput = (/** @type {any} */ event) => { writeDraft(card.id, mode, { text: event.target.value }); tellPresence(card.id, true, true); };
  const onPaste = (/** @type {ClipboardEvent} */ event) => {
    const files = event.clipboardData?.files;
    if (note || !files || files.length === 0) return;
    event.preventDefault();
    void addFiles(card.id, files);
  };
  const pick = (/** @type {any} */ event) => { void addFiles(card.id, [...event.target.files]); event.target.value = ""; text.current?.focus(); };
  const insert = (/** @type {string} */ emoji) => {
    const field = text.current;
    field.setRangeText(emoji, field.selectionStart, field.selectionEnd, "end");
    writeDraft(card.id, mode, { text: field.value });
  };
  return html`<form class=${`composer ${note ? "composer--note" : ""}`} aria-label=${t("composer.label")} onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); send(); }} data-region>
    <div class="composer__modes" role="group" aria-label=${t("composer.modes")}>
      <button type="button" class="composer__mode" aria-pressed=${String(!note)} disabled=${!mine} title=${mine ? undefined : t("composer.heldText")} onClick=${() => dispatch({ type: "mode", mode: "text" })}><${ChannelGlyph} channel=${card.channel} size="s" />${t(`channel.${card.channel}`)}</button>
      <button type="button" class="composer__mode" aria-pressed=${String(note)} aria-keyshortcuts="M" title=${`${t("composer.note")}  M`} onClick=${() => dispatch({ type: "mode", mode: "note" })}><${Icon} name="note" size="s" />${t("composer.note")}</button>
      <span class="composer__draft" aria-live="off">${draft.text || draft.files.length ? t(`composer.draft.${draft.state === "saved" ? "saved" : "here"}`) : ""}</span>
    </div>
    ${note ? null : html`<${ComposerFiles} case=${card.id} files=${draft.files} />`}
    <label class="visually-hidden" for="composer-text">${note ? t("composer.noteFor") : t("composer.textFor", { name })}</label>
    <textarea class="composer__text" id="composer-text" ref=${text} rows="1" data-testid="composer-text" value=${draft.text} aria-keyshortcuts="C" aria-invalid=${tooLong ? "true" : undefined} aria-describedby=${tooLong ? "composer-long" : undefined}
      placeholder=${note ? t("composer.notePlaceholder") : t("composer.placeholder", { name })} onInput=${onInput} onKeyDown=${onKeyDown} onPaste=${onPaste}></textarea>
    ${tooLong ? html`<p class="composer__error" id="composer-long" role="alert"><${Icon} name="alert" size="xs" />${t("composer.tooLong", { count: draft.text.trim().length, most: LONGEST })}</p>` : null}
    <div class="composer__bar">
      <${IconButton} icon="smile" label=${t("composer.emoji")} popovertarget="menu-emoji" />
      ${note ? null : html`<${IconButton} icon="clip" label=${t("composer.attach")} shortcut="A" class="composer__attach" onClick=${() => picker.current.click()} />
        <input type="file" multiple hidden ref=${picker} onChange=${pick} aria-label=${t("composer.attach")} tabindex="-1" />`}
      <span class="composer__hint">${note ? t("composer.noteHint", { name }) : html`<kbd class="kbd">⇧ Enter</kbd> ${t("composer.break")}`}</span>
      <button type="submit" class="button button--primary composer__send" data-testid="composer-send" disabled=${empty || tooLong} title=${offline ? t("composer.offlineSend") : undefined}>
        <span class="composer__send-text">${note ? t("composer.saveNote") : t("composer.send")}</span> <kbd class="kbd kbd--on">Enter</kbd><${Icon} name="send" size="l" class="composer__send-icon" /></button>
    </div>
    <${EmojiPicker} onPick=${insert} field=${text} />
  </form>`;
}

/**
 * The field grows with its text up to a limit; where the browser can, by itself.
 * @param {{current: any}} ref
 * @param {string} value
 */
function useGrowingField(ref, value) {
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field || CSS.supports("field-sizing: content")) return;
    field.style.setProperty("height", "auto");
    field.style.setProperty("height", `${Math.min(200, field.scrollHeight)}px`);
  }, [value]);
}
