import { answerQuoting, chooseReaction, mayAnswer } from "./answering.js";
import { toggleFlag } from "./case-actions.js";
import { canWrite } from "./select.js";

/**
 * Keys of the open case that act on what stands in its column.
 * @type {[keys: string, what: string][]}
 */
export const CASE_KEYS = [["B", "flag"], ["Q", "answer"], [":", "react"]];
/** @type {[keys: string, what: string][]} */
export const COMPOSER_KEYS = [["/", "quick"], [":", "emoji"], ["@", "mention"]];

/**
 * B flags the case; Q answers and : reacts to the message that has the focus.
 * @param {string} key
 * @param {import("../lib/types").Card | null} card
 * @param {import("../lib/types").State} state
 * @returns {boolean} whether the key did anything
 */
export function pressInCase(key, card, state) {
  if (key === "b" && card && canWrite(card, state)) { void toggleFlag(card); return true; }
  if ((key !== "q" && key !== ":") || !card) return false;
  const id = /** @type {HTMLElement | null | undefined} */ (document.activeElement?.closest(".timeline .message"))?.dataset.id;
  const message = id ? state.conversations[card.id]?.messages[id] : undefined;
  if (!message || !mayAnswer(message, card, state, key === "q" ? "quote" : "reaction")) return false;
  if (key === "q") answerQuoting(message); else chooseReaction(message.id);
  return true;
}
