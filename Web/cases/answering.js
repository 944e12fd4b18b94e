import { dispatch } from "../desk.js";
import { channelCan } from "./reply-channel.js";
import { canWrite } from "./select.js";

/**
 * Whether I may react to a message, or answer it with its words quoted: it is of my open case, went over the wire, and its channel can.
 * @param {import("../lib/types").Message} message
 * @param {import("../lib/types").Card} card
 * @param {import("../lib/types").State} state
 * @param {"reaction" | "quote"} what
 */
export function mayAnswer(message, card, state, what) {
  if (message.case !== card.id || message.waiting || message.direction === "none" || message.kind === "call" || message.kind === "system") return false;
  return canWrite(card, state) && channelCan(message.channel ?? card.channel, what);
}

/** @param {import("../lib/types").Message} message */
export function answerQuoting(message) {
  dispatch({ type: "mode", mode: "text" });
  dispatch({ type: "quote", case: message.case, message: message.id });
  /** @type {HTMLElement | null} */ (document.querySelector(".composer__text"))?.focus();
}

/**
 * Opens the signs beside a message, or closes them with null.
 * @param {string | null} message
 */
export const chooseReaction = (message) => dispatch({ type: "reacting", message });
