import { html, useEffect, useMemo, useState } from "../vendor/preact-htm.js";
import { dayKey } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { markRead } from "./case-actions.js";
import { loadConversation, loadEarlier } from "./open-case.js";
import { canWrite } from "./select.js";
import { timelineItems, withWaiting } from "./timeline-items.js";
import { usePainted } from "./timeline-painted.js";
import { useEarlierAtOnce, useTimelineScroll } from "./timeline-scroll.js";
import { Typing } from "./typing.js";

/** What fills a screen is painted first, the rest a moment later: switching cases must not wait for it. */
const FIRST = 12;

/**
 * Everything that happened in the case, oldest first, anchored to the end.
 * @param {{card: import("../lib/types").Card}} props
 */
export function Timeline({ card }) {
  const conversation = useDesk((state) => state.conversations[card.id]);
  const outbox = useDesk((state) => state.outbox);
  const { me, mine, reacting, unfolded } = useDesk((state) => ({ me: state.me, reacting: state.perCase.reacting, mine: canWrite(card, state), unfolded: state.perCase.unfolded[card.id] }));
  const now = useNow(false);
  const messages = useMemo(() => withWaiting(conversation?.messages ?? {}, outbox.filter((item) => item.case === card.id), me), [conversation?.messages, outbox, card.id]);
  const items = useMemo(() => timelineItems(messages, { case: card.id, unreadFrom: conversation?.unreadFrom ?? null, day: dayKey, unfolded, more: Boolean(conversation?.earlier) }), [messages, conversation?.unreadFrom, conversation?.earlier, unfolded, now]);
  const { ref, atEnd, news, returning, toEnd, onScroll } = useTimelineScroll(card.id, messages, () => void loadEarlier(card.id));
  const [whole, setWhole] = useState(returning);
  const [pointed, setPointed] = useState(/** @type {string | null} */ (null));
  const paint = usePainted({ card, acts: mine, now, pointed, reacting });
  useEffect(() => { const timer = setTimeout(() => setWhole(true), 60); return () => clearTimeout(timer); }, []);
  useEarlierAtOnce(card.id, ref, whole && conversation?.status === "ready" && conversation.earlier !== null && messages.every((message) => message.case === card.id));
  const newest = messages.filter((message) => !message.waiting).pop()?.id;
  useEffect(() => {
    const seen = () => { if (newest && mine && atEnd && card.unread && document.visibilityState === "visible" && document.hasFocus()) void markRead(card.id, newest); };
    seen();
    addEventListener("focus", seen);
    return () => removeEventListener("focus", seen);
  }, [newest, mine, atEnd, card.unread]);

  if (!conversation || conversation.status === "loading") return html`<div class="timeline"><${Skeleton} kind="messages" label=${t("timeline.loading")} /></div>`;
  if (conversation.status === "error") {
    return html`<div class="timeline timeline--blank"><${BlankState} icon="alert" error title=${t("timeline.failed")} text=${t("timeline.failedText")} code=${t("error.code", { code: conversation.error?.code ?? "", status: conversation.error?.status ?? "" })}>
      <button type="button" class="button" onClick=${() => void loadConversation(card)}><${Icon} name="refresh" size="s" />${t("action.retry")}</button></${BlankState}></div>`;
  }
  const point = (/** @type {Event} */ event) => { const id = messageAt(event.target); if (id) setPointed(id); };
  const leave = () => setPointed(messageAt(document.activeElement));
  return html`<div class="timeline-box">
    <div class="timeline" ref=${ref} tabindex="0" role="log" aria-live=${conversation.loadingEarlier ? "off" : "polite"} aria-label=${t("timeline.label")} onScroll=${onScroll} onPointerOver=${point} onPointerLeave=${leave} onFocusCapture=${point} data-region>
      <div class="timeline__items">
        ${whole && conversation.earlier !== null ? html`<button type="button" class="button button--ghost button--s timeline__more" aria-busy=${String(conversation.loadingEarlier)} onClick=${() => void loadEarlier(card.id)}>${conversation.loadingEarlier ? t("timeline.loadingEarlier") : t("timeline.earlier")}</button>` : null}
        ${(whole ? items : items.slice(-FIRST)).map(paint)}
        <${Typing} case=${card.id} />
      </div>
    </div>
    ${news > 0 ? html`<button type="button" class="timeline__news" onClick=${toEnd}><${Icon} name="chevron-down" size="s" />${t("timeline.news", { count: news })}</button>` : null}
  </div>`;
}

/**
 * The message an element stands in, where it belongs to a timeline.
 * @param {EventTarget | null} target
 */
const messageAt = (target) => (target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(".timeline .message"))?.dataset.id ?? null : null);
