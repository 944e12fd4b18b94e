import { html } from "../vendor/preact-htm.js";
import { getState } from "../desk.js";
import { PlainText } from "../ui/text.js";
import { CallEvent } from "./call-event.js";
import { ContactCards, LocationCard, UnsupportedCard } from "./message-cards.js";
import { hasPicture, isPicture, MessageMedia } from "./message-media.js";

/** Kinds that are drawn as a card; what text they carry is in it. */
const CARDS = { location: LocationCard, contacts: ContactCards, unsupported: UnsupportedCard };

/**
 * What was said, by its kind. The time stands beside the last thing of the bubble.
 * @param {{message: import("../lib/types").Message, case: string, meta: any}} props meta: null where it stands elsewhere
 */
export function MessageBody({ message, case: caseId, meta }) {
  const { kind, text, attachments } = message;
  const Card = /** @type {Record<string, any>} */ (CARDS)[kind];
  if (Card) return html`<${Card} message=${message} meta=${meta} />`;
  if (kind === "call") return html`<${CallEvent} message=${message} meta=${text ? null : meta} />${text ? html`<${PlainText} text=${text} />${meta}` : null}`;
  const only = attachments[0];
  const inline = meta && !text && attachments.length === 1 && only && !hasPicture(message);
  const sticker = kind === "sticker" && only !== undefined && isPicture(only);
  if (kind === "note" && text) return html`<${PlainText} text=${text} names=${Object.values(getState().directory.agents).map((one) => one.name)} />`;
  return html`${attachments.map((attachment) => html`<${MessageMedia} key=${attachment.id} attachment=${attachment} case=${caseId} message=${message.id} sticker=${sticker} meta=${inline ? meta : null} />`)}
    ${text && !sticker ? hasPicture(message) ? html`<p class="message__caption"><${PlainText} text=${text} />${meta}</p>` : html`<${PlainText} text=${text} />${meta}` : inline || !meta ? null : html`<span class="message__alone">${meta}</span>`}`;
}
