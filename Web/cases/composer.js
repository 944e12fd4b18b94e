import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { firstName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Lazy } from "../ui/lazy.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { tellPresence } from "./case-actions.js";
import { ComposerBar } from "./composer-bar.js";
import { ComposerModes } from "./composer-modes.js";
import { ComposerOff } from "./composer-off.js";
import { ComposerText } from "./composer-text.js";
import { writeDraft } from "./drafts.js";
import { EmojiPicker } from "./emoji-picker.js";
import { loadFiles, loadQuote, loadRecording } from "./later.js";
import { unfilled } from "./quick-replies.js";
import { endsSoon, replyChannel, replyChannels, windowLeft } from "./reply-channel.js";
import { canReply } from "./select.js";
import { addFiles } from "./tray.js";
import { keyOf, LONGEST, sendDraft } from "./write.js";
import { noDraft } from "./writing-reduce.js";
import { nameOf } from "./words.js";

/**
 * Reply by one of the customer's channels, or a private note. Enter sends, Shift Enter breaks the line.
 * @param {{card: import("../lib/types").Card, busy: boolean, offline: boolean}} props
 */
export function Composer({ card, busy, offline }) {
  const { mine, mode, conversation, via, quoting } = useDesk((state) => ({ quoting: Boolean(state.perCase.quoting[card.id]), mine: canReply(card, state), mode: state.screen.mode, conversation: state.conversations[card.id], via: state.perCase.via[card.id] }));
  const channel = replyChannel(card, conversation, via);
  const note = mode === "note";
  const key = keyOf(card.id, mode);
  const draft = useDesk((state) => state.drafts[key]) ?? noDraft;
  const text = useRef(/** @type {any} */ (null));
  // The case that is spoken for: another one's composer is the same component, so that switching makes little anew.
  const [spokenFor, setSpokenFor] = useState(/** @type {string | null} */ (null));
  const recording = spokenFor === card.id;
  useEffect(() => { if (spokenFor !== null && spokenFor !== card.id) setSpokenFor(null); }, [card.id]);
  const now = useNow(endsSoon(channel.window));
  const over = windowLeft(channel.window, now)?.tone === "over";
  const before = useRef(card.id);
  useEffect(() => {
    // Another kind or channel is another field: who was writing goes on writing. Another case has its own rule for the focus.
    const { activeElement } = document;
    if (before.current === card.id && (activeElement === document.body || activeElement?.closest(".composer, .conversation__channels"))) text.current?.focus();
    before.current = card.id;
  }, [mode, via, card.id]);
  const writable = note ? card.sight === "full" && card.state !== "closed" : mine && !over;
  const channels = replyChannels(card, conversation);
  if (!writable) return html`<${ComposerOff} card=${card} busy=${busy} offline=${offline} ended=${mine && over ? channel : null} channels=${channels} />`;

  const name = firstName(card.contact.name) || nameOf(card);
  const missing = note ? [] : unfilled(draft.text);
  const tooLong = draft.text.trim().length > LONGEST;
  const empty = !draft.text.trim() && (note || draft.files.every((file) => file.state === "failed"));
  const send = () => { if (sendDraft(card.id, mode)) { void tellPresence(card.id, true, false); text.current?.focus(); } };
  const onText = (/** @type {string} */ value) => { writeDraft(key, { text: value }); void tellPresence(card.id, true, true); };
  const insert = (/** @type {string} */ words) => {
    const field = text.current;
    field.focus();
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const stopRecording = () => { setSpokenFor(null); requestAnimationFrame(() => text.current?.focus()); };
  return html`<form class=${`composer ${note ? "composer--note" : ""} ${recording ? "composer--recording" : ""}`} aria-label=${t("composer.label")} onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); send(); }} data-region>
    ${recording ? html`<${Lazy} load=${loadRecording} failed=${stopRecording} key=${card.id} case=${card.id} onDone=${stopRecording} />` : html`
      <${ComposerModes} card=${card} channel=${channel} channels=${channels} mine=${mine} note=${note} draft=${draft} />
      ${note ? null : html`${quoting ? html`<${Lazy} key="quote" load=${loadQuote} failed=${nothing} case=${card.id} customer=${card.contact.name} />` : null}${draft.files.length > 0 ? html`<${Lazy} key="files" load=${loadFiles} failed=${nothing} draft=${key} files=${draft.files} />` : null}`}
      <${ComposerText} key=${key} fieldRef=${text} card=${card} note=${note} name=${name} value=${draft.text} missing=${missing} tooLong=${tooLong} onText=${onText} onSend=${send} onFiles=${(/** @type {FileList} */ files) => void addFiles(key, files)} />
      <${ComposerBar} card=${card} channel=${channel} note=${note} name=${name} cannotSend=${empty || tooLong || missing.length > 0} offline=${offline} onFiles=${(/** @type {File[]} */ files) => { void addFiles(key, files); text.current?.focus(); }} onRecord=${() => setSpokenFor(card.id)} onInsert=${insert} field=${text} />
      <${EmojiPicker} onPick=${insert} field=${text} />`}
  </form>`;
}

/** What did not come is asked for again with the next quote or file. */
function nothing() {}
