import { html, useRef, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Lazy } from "../ui/lazy.js";
import { useDesk } from "../ui/use-desk.js";
import { loadReactionPicker } from "./later.js";
import { channelCan } from "./reply-channel.js";
import { react } from "./react-to.js";

/**
 * What can be done with a message, beside it while the pointer or the focus is there: react, answer quoting it.
 * Both have a key on the message that has the focus, so they are no tab stops of their own.
 * @param {{message: import("../lib/types").Message}} props
 */
export function MessageTools({ message }) {
  const channel = useDesk((state) => message.channel ?? state.cases.byId[message.case]?.channel ?? "");
  const [picking, setPicking] = useState(false);
  const button = useRef(/** @type {any} */ (null));
  const quote = () => {
    dispatch({ type: "mode", mode: "text" });
    dispatch({ type: "quote", case: message.case, message: message.id });
    /** @type {HTMLElement | null} */ (document.querySelector(".composer__text"))?.focus();
  };
  const reacts = channelCan(channel, "reaction");
  const quotes = channelCan(channel, "quote");
  if (!reacts && !quotes) return null;
  return html`<span class=${`message__tools ${picking ? "message__tools--open" : ""}`}>
    ${reacts ? html`<${IconButton} icon="smile" size="s" iconSize="s" buttonRef=${button} class="message__react" label=${t("message.react")} shortcut=":" tabindex="-1" aria-haspopup="dialog" onClick=${() => setPicking(true)} />` : null}
    ${quotes ? html`<${IconButton} icon="reply" size="s" iconSize="s" class="message__answer" label=${t("message.answer")} shortcut="Q" tabindex="-1" onClick=${quote} />` : null}
    ${picking ? html`<${Lazy} load=${loadReactionPicker} failed=${() => setPicking(false)} anchor=${button} onPick=${(/** @type {string} */ emoji) => void react(message, emoji)} onClose=${() => setPicking(false)} />` : null}
  </span>`;
}
