import { dispatch, getState } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { contactsIn } from "./part.js";
import { customerOf } from "./reduce.js";

/**
 * All cases of the card's customer, over all channels; `more` goes on where the last page ended.
 * @param {import("../lib/types").Card} card
 * @param {boolean} [more]
 */
export async function loadHistory(card, more = false) {
  const customer = customerOf(card);
  const held = contactsIn(getState()).histories[customer];
  if (held?.status === "loading" || (held?.status === "ready" && !more)) return;
  dispatch({ type: "history.loading", customer });
  try {
    const { items, next } = await get(`/api/v1/cases/${card.id}/history?limit=30${more && held?.next ? `&cursor=${encodeURIComponent(held.next)}` : ""}`);
    dispatch({ type: "history.loaded", customer, items, next, more });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    dispatch({ type: "history.failed", customer });
  }
}

/** @param {string} caseId */
export async function loadDispositions(caseId) {
  try {
    const { items, forms } = await get(`/api/v1/cases/${caseId}/dispositions`);
    dispatch({ type: "dispositions", case: caseId, items, forms });
  } catch (error) {
    // What was said of the case stays away; the next look asks again.
    if (!(error instanceof ApiError)) throw error;
  }
}
