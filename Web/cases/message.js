import { html } from "../vendor/preact-htm.js";
import { clockTime, exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { PlainText } from "../ui/text.js";
import { useDesk } from "../ui/use-desk.js";
import { CallEvent } from "./call-event.js";
import { MessageFailure } from "./message-failure.js";
import { MessageMedia } from "./message-media.js";
import { Tick } from "./tick.js";

/**
 * One message: in on the left, out on the right, a private note on its own paper.
 * @param {{message: import("../lib/types").Message, card: import("../lib/types").Card, follow: boolean}} props
 */
export function Message({ message, card, follow }) {
  const me = useDesk((state) => state.me?.id);
  const quoted = useDesk((state) => (message.replyTo ? state.conversations[card.id]?.messages[message.replyTo] : undefined));
  const note = message.kind === "note";
  const out = message.direction === "out";
  const failed = message.status === "failed";
  const mine = message.author.id === me;
  const inline = !note && !message.text && message.attachments.length === 1 && !hasPicture(message);
  const author = mine ? t("message.you") : message.author.kind === "bot" ? t("message.bot") : message.author.name ?? (out ? t("message.desk") : card.contact.name ?? t("timeline.customer"));
  const meta = html`<span class="message__meta"><time datetime=${message.at} title=${exactTime(message.at)}>${clockTime(message.at)}</time>${out ? html`<${Tick} status=${message.status} />` : null}</span>`;
  return html`<article class=${`message ${note ? "message--note" : out ? "message--out" : "message--in"} ${follow ? "message--follow" : ""} ${failed ? "message--failed" : ""}`}
    aria-label=${t("message.label", { author, kind: note ? t("message.note") : "", time: clockTime(message.at) })} tabindex="-1"
    data-testid="message" data-id=${message.id} data-status=${message.status ?? ""} data-direction=${message.direction} data-kind=${message.kind}>
    ${out && !mine && !follow && !note ? html`<span class="message__author">${author}</span>` : null}
    <div class=${`message__bubble ${hasPicture(message) ? "message__bubble--media" : ""}`}>
      ${note ? html`<span class="message__note-head"><${Icon} name="lock" size="xs" />${t("message.noteHead", { author: mine ? "" : message.author.name ?? "", hasAuthor: mine ? "no" : "yes" })}${meta}</span>` : null}
      ${message.replyTo && quoted ? html`<span class="message__quote"><span class="message__quote-author">${quoted.author.id === me ? t("message.you") : quoted.author.name ?? t("timeline.customer")}</span>${quoted.text ?? t(`kind.${quoted.kind}`)}</span>` : null}
      ${message.kind === "call" ? html`<${CallEvent} message=${message} meta=${message.text ? null : meta} />` : null}
      ${message.attachments.map((attachment) => html`<${MessageMedia} key=${attachment.id} attachment=${attachment} meta=${inline ? meta : null} />`)}
      ${message.kind === "unsupported" ? html`<span class="message__unsupported">${t("message.unsupported")}</span>` : null}
      ${message.text ? hasPicture(message) ? html`<p class="message__caption"><${PlainText} text=${message.text} />${note ? null : meta}</p>` : html`<${PlainText} text=${message.text} />${note ? null : meta}` : note || inline || message.kind === "call" ? null : html`<span class="message__alone">${meta}</span>`}
    </div>
    ${message.case === card.id && (failed || message.status === "uncertain") ? html`<${MessageFailure} message=${message} />` : null}
  </article>`;
}

/** @param {import("../lib/types").Message} message */
const hasPicture = (message) => message.attachments.some((one) => /^(image\/(png|jpeg|gif|webp)|video\/)/.test(one.type) && !message.waiting);
