import { dispatch, getState } from "../desk.js";
import { loadConversation, openCase } from "./open-case.js";

/**
 * What two cases said stands in one now: it is read anew where it is shown, and whoever looks at the other one is led there.
 * @param {import("../lib/types").Frame[]} frames
 */
export function afterMerge(frames) {
  for (const { kind, data } of frames) {
    const card = /** @type {import("../lib/types").Card | undefined} */ (data?.case);
    if (!card?.id) continue;
    const { conversations, screen, cases } = getState();
    if (kind === "case.merged" && conversations[card.id]) {
      dispatch({ type: "conversation.forget", case: card.id });
      if (screen.selected === card.number) void loadConversation(card);
    }
    const into = card.mergedInto ? cases.byId[card.mergedInto] : undefined;
    if (into && screen.selected === card.number) openCase(into.number, { replace: true });
  }
}
