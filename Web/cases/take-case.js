import { dispatch, getState } from "../desk.js";
import { ApiError, put, serverNow } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { loadConversation } from "./open-case.js";

/**
 * Accepts an offer, or takes a case out of the queue. Of two agents one wins; the other sees who.
 * @param {import("../lib/types").Card} card
 */
export async function takeCase(card) {
  if (getState().screen.accepting === card.id) return;
  dispatch({ type: "accepting", case: card.id });
  try {
    const { case: taken } = await put(`/api/v1/cases/${card.id}/acceptance`);
    dispatch({ type: "case", card: taken });
    dispatch({ type: "conversation.forget", case: card.id });
    dispatch({ type: "accepting", case: null });
    if (getState().screen.selected === card.number) void loadConversation(taken);
  } catch (error) {
    dispatch({ type: "accepting", case: null });
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 409) {
      const held = getState().cases.byId[card.id] ?? card;
      dispatch({ type: "taken", card: { ...held, state: "open", agent: error.problem.holder?.id ?? null }, by: error.problem.holder?.name ?? null, at: serverNow() });
    } else if (error.status === 404) dispatch({ type: "taken", card, by: null, at: serverNow(), lost: "passed" });
    else toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert");
  }
}
