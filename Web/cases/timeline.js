import { html, useEffect, useMemo, useState } from "../vendor/preact-htm.js";
import { dayKey, dayName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { markRead } from "./case-actions.js";
import { Message } from "./message.js";
import { loadConversation, loadEarlier } from "./open-case.js";
import { canWrite } from "./select.js";
import { SystemLine } from "./system-line.js";
import { timelineItems, withWaiting } from "./timeline-items.js";
import { Typing } from "./typing.js";
import { presetOf } from "./words.js";
import { useTimelineScroll } from "./timeline-scroll.js";

/** What fills a screen is painted first, the rest a moment later: switching cases must not wait for it. */
const FIRST = 16;

/**
 * Everything that happened in the case, oldest first, anchored to the end.
 * @param {{card: import("../lib/types").Card}} props
 */
export function Timeline({ card }) {
  const conversation = useDesk((state) => state.conversations[card.id]);
  const outbox = useDesk((state) => state.outbox);
  const { me, mine } = useDesk((state) => ({ me: state.me, mine: canWrite(card, state) }));
  const now = useNow(false);
  const messages = useMemo(() => withWaiting(conversation?.messages ?? {}, outbox.filter((item) => item.case === card.id), me), [conversation?.messages, outbox, card.id]);
  const items = useMemo(() => timelineItems(messages, { case: card.id, unreadFrom: conversation?.unreadFrom ?? null, day: dayKey }), [messages, conversation?.unreadFrom, now]);
  const { ref, atEnd, news, toEnd, onScroll } = useTimelineScroll(card.id, messages, () => void loadEarlier(card.id));
  const [whole, setWhole] = useState(false);
  useEffect(() => { const timer = setTimeout(() => setWhole(true), 60); return () => clearTimeout(timer); }, []);
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
  return html`<div class="timeline-box">
    <div class="timeline" ref=${ref} tabindex="0" role="log" aria-live=${conversation.loadingEarlier ? "off" : "polite"} aria-label=${t("timeline.label")} onScroll=${onScroll} data-region>
      <div class="timeline__items">
        ${whole && conversation.earlier !== null ? html`<button type="button" class="button button--ghost button--s timeline__more" aria-busy=${String(conversation.loadingEarlier)} onClick=${() => void loadEarlier(card.id)}>${conversation.loadingEarlier ? t("timeline.loadingEarlier") : t("timeline.earlier")}</button>` : null}
        ${(whole ? items : items.slice(-FIRST)).map((item) => paint(item, card, now))}
        <${Typing} case=${card.id} />
      </div>
    </div>
    ${news > 0 ? html`<button type="button" class="timeline__news" onClick=${toEnd}><${Icon} name="chevron-down" size="s" />${t("timeline.news", { count: news })}</button>` : null}
  </div>`;
}

/** @param {import("./timeline-items.js").Item} item @param {import("../lib/types").Card} card @param {number} now */
function paint(item, card, now) {
  if (item.kind === "day") return html`<div key=${item.key} class="timeline__day"><span>${dayName(item.at, now)}</span></div>`;
  if (item.kind === "unread") return html`<div key=${item.key} class="timeline__unread"><span>${t("timeline.unread", { count: item.count })}</span></div>`;
  if (item.kind === "case") return html`<div key=${item.key} class="timeline__earlier"><${Icon} name="history" size="s" /><span class="timeline__earlier-text">${item.current ? t("timeline.thisCase", { number: card.number, preset: presetOf(card) }) : t("timeline.otherCase", { date: dayName(item.at, now), preset: presetOf(card) })}</span></div>`;
  if (item.kind === "system") return html`<${SystemLine} key=${item.key} message=${item.message} />`;
  return html`<${Message} key=${item.key} message=${item.message} card=${card} follow=${item.follow} />`;
}
