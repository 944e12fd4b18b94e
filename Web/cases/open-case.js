import { dispatch, getState } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { go } from "../lib/router.js";
import { takeCase } from "./take-case.js";
import { leads } from "./rights.js";
import { attendedCards, cardByNumber } from "./select.js";

/**
 * Selecting a case: the address, the accepting of an offer when the policy says so, and the conversation.
 * @param {number | null} number
 * @param {{pane?: string, replace?: boolean, silent?: boolean}} options silent: the address already says it
 */
export function openCase(number, { pane, replace, silent } = {}) {
  if (!silent) go(number, { pane, replace });
  dispatch({ type: "select", number });
  if (pane) dispatch({ type: "pane", pane });
  if (number === null) return;
  const card = cardByNumber(getState(), number);
  if (!card) { void readCase(String(number), number); return; }
  const state = getState();
  const offeredToMe = card.state === "offered" && card.agent === state.me?.id;
  if (offeredToMe && acceptsOnSelect(card) && state.connection.status !== "offline") void takeCase(card);
  else if (card.sight === "full" || attendedCards(state).includes(card)) void loadConversation(card);
  else if (leads(state.me, card.campaign)) { dispatch({ type: "conversation.forget", case: card.id }); void loadConversation(card); }
}

/** @param {import("../lib/types").Card} card */
export function acceptsOnSelect(card) {
  return getState().directory.campaigns[card.campaign]?.policy.acceptance !== "onFirstReply";
}

/** @param {import("../lib/types").Card} card */
export async function loadConversation(card) {
  const held = getState().conversations[card.id];
  const unreadFrom = card.unread && card.unread.count > 0 ? card.unread.since : null;
  if (held?.status === "ready") { dispatch({ type: "conversation.unreadFrom", case: card.id, at: unreadFrom }); return; }
  dispatch({ type: "conversation.loading", case: card.id, unreadFrom });
  await readCase(card.id, card.number);
}

/** @param {string} key a case's id or number @param {number} number */
export async function readCase(key, number) {
  try {
    // Over what is shown already a thin line says that it is read anew; an empty column has its skeleton.
    const opened = await get(`/api/v1/cases/${key}`, { aside: getState().conversations[key]?.status !== "ready" });
    const card = opened.case;
    dispatch({ type: "case", card });
    // A case that was merged is read as the one it lives on in.
    if (card.number !== number && getState().screen.selected === number) { openCase(card.number, { replace: true }); return card; }
    dispatch({ type: "conversation.loaded", case: card.id, messages: opened.messages, earlier: opened.earlier, contact: opened.contact, draft: opened.draft, channels: opened.channels });
    return card;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const card = cardByNumber(getState(), number);
    const failure = { status: error.status, code: error.problem.id ?? error.code };
    if (card) dispatch({ type: "conversation.failed", case: card.id, error: failure });
    else if (getState().screen.selected === number) dispatch({ type: "missing", missing: { number, ...failure } });
    return null;
  }
}

/**
 * Fifty more, upward, and on into the customer's earlier cases.
 * @param {string} caseId
 */
export async function loadEarlier(caseId) {
  const held = getState().conversations[caseId];
  if (!held || held.earlier === null || held.loadingEarlier) return;
  dispatch({ type: "conversation.earlier", case: caseId });
  try {
    const page = await get(`/api/v1/cases/${caseId}/messages?earlier=true&limit=50&cursor=${encodeURIComponent(held.earlier)}`, { aside: false });
    dispatch({ type: "conversation.earlierLoaded", case: caseId, items: page.items, next: page.next });
  } catch { dispatch({ type: "conversation.earlierFailed", case: caseId }); }
}
