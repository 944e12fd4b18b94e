import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";
import { showMessage } from "./later.js";
import { authorOf, kindOf } from "./words.js";

/**
 * The message it answers; a click leads there. One that is not ours shows the words that came with it.
 * @param {{message: import("../lib/types").Message, case: string, customer: string | null}} props
 */
export function MessageQuote({ message, case: caseId, customer }) {
  const { replyTo, quote } = message;
  const { quoted, me } = useDesk((state) => ({ quoted: replyTo ? state.conversations[caseId]?.messages[replyTo] : undefined, me: state.me?.id }));
  if (!quoted && !replyTo) return html`<span class="message__quote"><span class="message__quote-text">${quote?.text || t("message.quoteUnknown")}</span></span>`;
  const author = quoted ? authorOf(quoted, me, customer) : t("message.quoteEarlier");
  const words = quoted ? quotedWords(quoted) : quote?.text ?? t("message.quoteShow");
  return html`<button type="button" class="message__quote" aria-label=${t("message.quoteGo", { author, words })} onClick=${() => void showMessage(caseId, /** @type {string} */ (replyTo))}>
    <span class="message__quote-author">${author}</span><span class="message__quote-text">${words}</span></button>`;
}

/** @param {import("../lib/types").Message} message */
export const quotedWords = (message) => [kindOf(message), message.text?.replace(/\s+/g, " ").trim().slice(0, 200)].filter(Boolean).join(" · ");
