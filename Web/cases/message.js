import { html } from "../vendor/preact-htm.js";
import { clockTime, exactTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Lazy } from "../ui/lazy.js";
import { useDesk } from "../ui/use-desk.js";
import { loadFailure, loadTools } from "./later.js";
import { MessageBody } from "./message-body.js";
import { hasPicture } from "./message-media.js";
import { MessageQuote } from "./message-quote.js";
import { MessageReactions } from "./message-reactions.js";
import { Tick } from "./tick.js";
import { authorOf, kindOf } from "./words.js";

/**
 * One message: in on the left, out on the right, a private note on its own paper.
 * @param {{message: import("../lib/types").Message, case: string, customer: string | null, follow: boolean, acts: boolean, tools: boolean}} props `acts`: I may answer; `tools`: the pointer or the focus is on it
 */
export function Message({ message, case: caseId, customer, follow, acts, tools }) {
  const me = useDesk((state) => state.me?.id);
  const note = message.kind === "note";
  const out = message.direction === "out";
  const failed = message.status === "failed";
  const mine = message.author.id === me && message.author.kind === "agent";
  const bot = message.author.kind === "bot";
  const sticker = message.kind === "sticker";
  const author = authorOf(message, me, customer);
  const kind = kindOf(message);
  const meta = html`<span class="message__meta"><time datetime=${message.at} title=${exactTime(message.at)}>${clockTime(message.at)}</time>${out ? html`<${Tick} status=${message.status} />` : null}</span>`;
  return html`<article class=${`message ${note ? "message--note" : out ? "message--out" : "message--in"} ${follow ? "message--follow" : ""} ${failed ? "message--failed" : ""} ${sticker ? "message--sticker" : ""}`}
    aria-label=${t("message.label", { author, kind, hasKind: kind ? "yes" : "no", time: clockTime(message.at) })} tabindex="-1"
    data-testid="message" data-id=${message.id} data-status=${message.status ?? ""} data-direction=${message.direction} data-kind=${message.kind}>
    ${out && !mine && !follow && !note ? html`<span class="message__author">${bot ? html`<${Icon} name="bot" size="xs" />` : null}${author}</span>` : null}
    <div class=${`message__bubble ${hasPicture(message) ? "message__bubble--media" : ""}`}>
      ${note ? html`<span class="message__note-head"><${Icon} name="lock" size="xs" />${t("message.noteHead", { author: mine ? "" : message.author.name ?? "", hasAuthor: mine ? "no" : "yes" })}${meta}</span>` : null}
      ${message.replyTo || message.quote ? html`<${MessageQuote} message=${message} case=${caseId} customer=${customer} />` : null}
      <${MessageBody} message=${message} case=${caseId} meta=${note ? null : meta} />
    </div>
    ${message.reactions?.length ? html`<${MessageReactions} message=${message} acts=${acts} />` : null}
    ${message.case === caseId && (failed || message.status === "uncertain") ? html`<${Lazy} load=${loadFailure} failed=${nothing} message=${message} case=${caseId} />` : null}
    ${tools && acts && !note && !message.waiting && message.kind !== "call" && message.case === caseId ? html`<${Lazy} load=${loadTools} failed=${nothing} message=${message} />` : null}
  </article>`;
}

/** Without its tools a message is still read; the next time it is pointed at they are asked for again. */
function nothing() {}
