import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { write } from "./acts.js";
import { BubbleContent, summary } from "./bubble-content.js";
import { clock } from "./clock.js";

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"];
const TICKS = { pending: "pending", sent: "sent", delivered: "delivered", read: "delivered", failed: "failed" };

/**
 * @param {{phone: string, message: import("./types").Bubble, quoted?: import("./types").Bubble, onReply: () => void}} props
 */
export function Bubble({ phone, message, quoted, onReply }) {
  const [open, setOpen] = useState(false);
  const own = message.reactions.customer ?? "";
  const react = (/** @type {string} */ emoji) => { setOpen(false); void write(phone, { kind: "reaction", replyTo: message.id, emoji: emoji === own ? "" : emoji }); };
  const reply = () => { setOpen(false); onReply(); };
  const reactions = Object.values(message.reactions).filter(Boolean);
  return html`<div class=${`phone__row ${message.mine ? "phone__row--me" : ""}`} data-testid="bubble" data-mine=${String(message.mine)} data-status=${message.status} data-kind=${message.kind} data-id=${message.id}>
    <div class=${`phone__bubble ${message.mine ? "phone__bubble--me" : ""} ${message.status === "failed" ? "phone__bubble--failed" : ""}`}>
      ${message.replyTo ? html`<span class="phone__quote">${quoted ? summary(quoted) : t("bubble.gone")}</span>` : null}
      <${BubbleContent} message=${message} />
      <span class="phone__meta">${clock(message.at)} ${message.mine
        ? html`<span class=${message.status === "read" ? "phone__tick" : ""}><${Icon} name=${TICKS[message.status]} size="xs" /></span><span class="visually-hidden">${t(`status.${message.status}`)}</span>`
        : html`<span class="visually-hidden">${t(`status.${message.status}`)}</span>`}</span>
      ${reactions.length > 0 ? html`<span class="phone__reactions" data-testid="reactions">${reactions.join(" ")}</span>` : null}
    </div>
    <${IconButton} icon="more" size="s" class="phone__more" label=${t("bubble.more", { text: summary(message) })} aria-expanded=${open} onClick=${() => setOpen(!open)} />
    ${open ? html`<div class="phone__tools" role="group" aria-label=${t("bubble.tools")}>
      <button class="button button--s" type="button" data-testid="reply" onClick=${reply}><${Icon} name="reply" size="xs" />${t("bubble.reply")}</button>
      ${EMOJI.map((emoji) => html`<button key=${emoji} class="phone__emoji" type="button" aria-pressed=${own === emoji} aria-label=${t("bubble.react", { emoji })} onClick=${() => react(emoji)}>${emoji}</button>`)}
    </div>` : null}
  </div>`;
}
