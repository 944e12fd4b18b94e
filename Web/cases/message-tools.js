import { html, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Lazy } from "../ui/lazy.js";
import { useDesk } from "../ui/use-desk.js";
import { answerQuoting, chooseReaction, mayAnswer } from "./answering.js";
import { loadReactionPicker } from "./later.js";
import { react } from "./react-to.js";

/**
 * What can be done with a message, beside it while the pointer or the focus is there: react, answer quoting it.
 * Both have a key on the message that has the focus, so they are no tab stops of their own.
 * @param {{message: import("../lib/types").Message}} props
 */
export function MessageTools({ message }) {
  const { reacts, quotes, picking } = useDesk((state) => {
    const card = state.cases.byId[message.case];
    return { picking: state.perCase.reacting === message.id, reacts: card !== undefined && mayAnswer(message, card, state, "reaction"), quotes: card !== undefined && mayAnswer(message, card, state, "quote") };
  });
  const button = useRef(/** @type {any} */ (null));
  const close = () => chooseReaction(null);
  if (!reacts && !quotes) return null;
  return html`<span class="message__tools">
    ${reacts ? html`<${IconButton} icon="smile" size="s" iconSize="s" buttonRef=${button} label=${t("message.react")} shortcut=":" tabindex="-1" aria-haspopup="dialog" onClick=${() => chooseReaction(message.id)} />` : null}
    ${quotes ? html`<${IconButton} icon="reply" size="s" iconSize="s" label=${t("message.answer")} shortcut="Q" tabindex="-1" onClick=${() => answerQuoting(message)} />` : null}
    ${picking && reacts ? html`<${Lazy} load=${loadReactionPicker} failed=${close} anchor=${button} onPick=${(/** @type {string} */ emoji) => void react(message, emoji)} onClose=${close} />` : null}
  </span>`;
}
