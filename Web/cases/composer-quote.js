import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { quotedWords } from "./message-quote.js";
import { authorOf } from "./words.js";

/**
 * The message that the next reply answers.
 * @param {{case: string, customer: string | null}} props
 */
export function ComposerQuote({ case: caseId, customer }) {
  const { quoted, me } = useDesk((state) => ({ quoted: state.conversations[caseId]?.messages[state.perCase.quoting[caseId] ?? ""], me: state.me?.id }));
  if (!quoted) return null;
  const leave = () => {
    dispatch({ type: "quote", case: caseId, message: null });
    /** @type {HTMLElement | null} */ (document.querySelector(".composer__text"))?.focus();
  };
  return html`<div class="composer__quote" data-testid="composer-quote"><span class="message__quote"><span class="message__quote-author">${t("composer.answering", { name: authorOf(quoted, me, customer) })}</span><span class="message__quote-text">${quotedWords(quoted)}</span></span>
    <button type="button" class="tag__remove" aria-label=${t("composer.dropQuote")} title=${t("composer.dropQuote")} onClick=${leave}><${Icon} name="close" size="xs" /></button></div>`;
}
