import { classify } from "./later.js";
import { answerQuoting, chooseReaction, mayAnswer } from "./answering.js";
import { toggleFlag } from "./case-actions.js";
import { mayClassify, rightsOn } from "./rights.js";
import { canWrite } from "./select.js";
import { dispatch } from "../desk.js";

/**
 * Keys of the open case that act on what stands in its column.
 * @type {[keys: string, what: string][]}
 */
export const CASE_KEYS = [["H", "wait"], ["E", "escalate"], ["L", "tags"], ["P", "followUp"], ["T", "classify"], ["X", "transfer"], ["B", "flag"], ["Q", "answer"], [":", "react"]];
/** @type {[keys: string, what: string][]} */
export const COMPOSER_KEYS = [["/", "quick"], [":", "emoji"], ["@", "mention"]];

/**
 * H lets the case wait or ends that, E asks for help, L tags, P plans the next step, T says what came of it, X transfers, B flags it; Q answers and : reacts to the message that has the focus.
 * @param {string} key
 * @param {import("../lib/types").Card | null} card
 * @param {import("../lib/types").State} state
 * @returns {boolean} whether the key did anything
 */
export function pressInCase(key, card, state) {
  if (key === "b" && card && canWrite(card, state)) { void toggleFlag(card); return true; }
  if (key === "t" && card && mayClassify(card, state)) { void classify(card); return true; }
  if (card && "helpx".includes(key)) return ask(key, card, state);
  if ((key !== "q" && key !== ":") || !card) return false;
  const id = /** @type {HTMLElement | null | undefined} */ (document.activeElement?.closest(".timeline .message"))?.dataset.id;
  const message = id ? state.conversations[card.id]?.messages[id] : undefined;
  if (!message || !mayAnswer(message, card, state, key === "q" ? "quote" : "reaction")) return false;
  if (key === "q") answerQuoting(message); else chooseReaction(message.id);
  return true;
}

/** @param {string} key @param {import("../lib/types").Card} card @param {import("../lib/types").State} state */
function ask(key, card, state) {
  const may = rightsOn(card, state);
  if (state.connection.status === "offline" || !(key === "h" ? may.handle : key === "x" ? may.transfer : may.mark)) return false;
  // What needs no answer is done at once.
  if ((key === "h" && card.state === "waiting") || (key === "e" && card.marks.escalated)) { void import("./acts.js").then((acts) => acts.tell(key === "h" ? acts.wake(card) : acts.settle(card)), () => {}); return true; }
  dispatch({ type: "dialog", dialog: { kind: key === "h" ? "wait" : key === "e" ? "escalate" : key === "l" ? "tags" : key === "p" ? "followUp" : "transfer", case: card.id } });
  return true;
}
