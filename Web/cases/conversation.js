import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { firstName } from "../lib/format.js";
import { BlankState } from "../ui/blank-state.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Lazy, loadWhenIdle } from "../ui/lazy.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { tellPresence } from "./case-actions.js";
import { Composer } from "./composer.js";
import { ConversationHeader } from "./conversation-header.js";
import { loadCallBar, loadEarlierCase, loadEmojiGrid, loadFiles, loadPlayer, loadQuote, loadReactionPicker, loadRecording, loadSuggest, loadTools, loadViewRows, loadViewer } from "./later.js";
import { openCase } from "./open-case.js";
import { OtherCases } from "./other-cases.js";
import { readAhead } from "./read-ahead.js";
import { attendedCards, canReply, openCards, selectedCard, waitingCards } from "./select.js";
import { Timeline } from "./timeline.js";
import { nameOf } from "./words.js";
import { addFiles } from "./tray.js";
import { keyOf } from "./write.js";

/** The middle column: header, timeline, composer. */
export function Conversation() {
  const { card, selected, missing, accepting, phase } = useDesk((state) => ({ card: selectedCard(state), selected: state.screen.selected, missing: state.screen.missing, accepting: state.screen.accepting, phase: state.phase }));
  const { writable, readable, offline } = useDesk((state) => ({
    writable: card !== null && canReply(card, state), offline: state.connection.status === "offline",
    readable: card !== null && (Boolean(state.conversations[card.id]) || (card.sight === "full" && !(card.state === "offered" && card.agent === state.me?.id))),
  }));
  const dialog = useDesk((state) => state.screen.dialog);
  const ref = useRef(/** @type {any} */ (null));
  const [over, setOver] = useState(false);
  useEffect(readAhead, []);
  useEffect(() => loadWhenIdle([loadCallBar, loadEarlierCase, loadTools, loadSuggest, loadFiles, loadQuote, loadRecording, loadViewer, loadEmojiGrid, loadReactionPicker, loadPlayer, loadViewRows]), []);
  useEffect(() => {
    if (!card) return undefined;
    const look = () => { if (document.visibilityState === "visible" && writable) void tellPresence(card.id, true, false); };
    look();
    const timer = setInterval(look, 20_000);
    return () => { clearInterval(timer); if (writable) void tellPresence(card.id, false, false); };
  }, [card?.id, writable]);
  useEffect(() => {
    if (!card || !ref.current || document.querySelector("dialog[open]")) return;
    const field = ref.current.querySelector(".composer__text");
    if (field && matchMedia("(min-width: 720px)").matches) field.focus();
    else ref.current.querySelector(".conversation__name")?.focus();
  }, [selected, writable]);

  if (!card) return html`<section class="conversation" aria-label=${t("conversation.none")} data-region tabindex="-1">
    <div class="conversation__bar"><${IconButton} icon="arrow-left" label=${t("action.back")} onClick=${() => openCase(null)} /></div><${Blank} missing=${missing} selected=${selected} phase=${phase} /></section>`;
  const drop = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    if (writable && event.dataTransfer?.files.length) void addFiles(keyOf(card.id, "text"), event.dataTransfer.files);
  };
  return html`<section class="conversation" ref=${ref} aria-label=${t("conversation.label", { name: nameOf(card) })}
    onDragOver=${(/** @type {DragEvent} */ event) => { if (writable && event.dataTransfer?.types.includes("Files")) { event.preventDefault(); setOver(true); } }}
    onDragLeave=${(/** @type {DragEvent} */ event) => { if (!ref.current.contains(event.relatedTarget)) setOver(false); }} onDrop=${drop}>
    <${ConversationHeader} card=${card} />
    <${OtherCases} card=${card} />
    ${card.call ? html`<${Lazy} load=${loadCallBar} failed=${() => {}} call=${card.call} />` : null}
    ${readable ? html`<${Timeline} key=${card.id} card=${card} />` : html`<${Unread} card=${card} busy=${accepting === card.id} />`}
    <${Composer} card=${card} busy=${accepting === card.id} offline=${offline} />
    ${dialog?.kind === "image" && dialog.case === card.id ? html`<${Lazy} load=${loadViewer} failed=${() => dispatch({ type: "dialog", dialog: null })} case=${card.id} attachment=${dialog.attachment} />` : null}
    ${over ? html`<div class="conversation__drop" aria-hidden="true"><${Icon} name="clip" size="xl" />${t("composer.drop")}</div>` : null}
  </section>`;
}

/**
 * A case whose words I may not read yet, or not any more.
 * @param {{card: import("../lib/types").Card, busy: boolean}} props
 */
function Unread({ card, busy }) {
  const { holder, campaign } = useDesk((state) => ({ holder: card.agent && card.agent !== state.me?.id ? state.directory.agents[card.agent]?.name ?? null : null, campaign: state.directory.campaigns[card.campaign]?.name ?? "" }));
  if (busy) return html`<div class="timeline"></div>`;
  const held = card.state === "open" || card.state === "waiting";
  return html`<div class="timeline timeline--blank"><${BlankState} icon=${held ? "lock" : "queued"} title=${held || holder ? t("conversation.heldBy", { name: firstName(holder) || t("conversation.colleague") }) : t("conversation.waits")}
    text=${held ? t("conversation.heldText", { campaign }) : holder ? t("conversation.offeredText") : t("conversation.waitsText")} /></div>`;
}

/** @param {{missing: import("../lib/types").Screen["missing"], selected: number | null, phase: string}} props */
function Blank({ missing, selected, phase }) {
  const { campaigns, first, count, taken } = useDesk((state) => ({ campaigns: state.directory.campaigns, taken: Object.values(state.screen.taken).find((one) => one.card.number === selected) ?? null, first: openCards(state)[0]?.number ?? null, count: waitingCards(state).length + attendedCards(state).length }));
  if (missing && missing.status === 404 && !taken) return html`<${BlankState} icon="lock" title=${t("conversation.missing", { number: missing.number })} text=${t("conversation.missingText")} />`;
  if (missing && !taken) return html`<${BlankState} icon="alert" error title=${t("timeline.failed")} text=${t("timeline.failedText")} code=${t("error.code", { code: missing.code, status: missing.status })}>
    <button type="button" class="button" onClick=${() => openCase(missing.number, { silent: true })}><${Icon} name="refresh" size="s" />${t("action.retry")}</button></${BlankState}>`;
  if (selected !== null && phase === "ready") return taken ? html`<${BlankState} icon="lock" title=${taken.by ? t("conversation.heldBy", { name: firstName(taken.by) }) : t("case.passed")} text=${t("conversation.heldText", { campaign: campaigns[taken.card.campaign]?.name ?? "" })} />` : html`<${Skeleton} kind="messages" label=${t("timeline.loading")} />`;
  if (phase !== "ready") return null;
  return html`<${BlankState} icon="webchat" title=${t("conversation.choose")} text=${first || count ? t("conversation.chooseText") : t("conversation.nothingText")} />`;
}
