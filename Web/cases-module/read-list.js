import { dispatch as tellDesk, getState } from "../desk.js";
import { ApiError, get, serverNow } from "../lib/api.js";
import { DEFAULT_SORT, queryOf, scoped } from "./address.js";
import { ASKED } from "./rows.js";
import { listing } from "./store.js";

/** A page of the list; the server gives at most 200. */
const PAGE = 100;

/**
 * What is asked of the server for these filters; null where nothing can match.
 * @param {import("./address.js").Keys} keys
 * @param {string | null} sort
 * @param {string | null} scope
 */
export function questionOf(keys, sort, scope) {
  const asked = scoped(keys, scope);
  return asked && queryOf(asked, sort ?? DEFAULT_SORT);
}

/**
 * The rows of a question from the top; `keep`: what is shown stays until they come.
 * @param {string | null} of
 * @param {boolean} [keep]
 */
export async function readList(of, keep = false) {
  const question = of ?? "";
  listing.dispatch({ type: "rows.ask", of: question, keep });
  if (of === null) { listing.dispatch({ type: "rows.page", of: question, items: [], next: null, first: true, at: serverNow() }); listing.dispatch({ type: "rows.count", of: question, count: { count: 0, exact: true } }); return; }
  void countList(of);
  await readPage(question, null);
}

export function readMore() {
  const { rows } = listing.getState();
  if (rows.next === null || rows.more || rows.moreError) return;
  listing.dispatch({ type: "rows.more", of: rows.of });
  void readPage(rows.of, rows.next);
}

/** What failed is asked for again. */
export function readAgain() {
  const { rows } = listing.getState();
  if (rows.status === "error" || rows.next === null) { void readList(rows.of, rows.ids.length > 0); return; }
  listing.dispatch({ type: "rows.more", of: rows.of });
  void readPage(rows.of, rows.next);
}

/** @param {string} of @param {string | null} cursor */
async function readPage(of, cursor) {
  try {
    const page = await get(`/api/v1/cases?${of}&limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, { aside: cursor !== null });
    listing.dispatch({ type: "rows.page", of, items: page.items, next: page.next, first: cursor === null, at: serverNow() });
    // A page may be short and go on: one without rows is no end.
    if (page.items.length === 0 && page.next !== null && listing.getState().rows.of === of) { listing.dispatch({ type: "rows.more", of }); await readPage(of, page.next); }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    listing.dispatch({ type: "rows.failed", of, error, first: cursor === null });
  }
}

/** @param {string} of */
export async function countList(of) {
  try {
    const query = new URLSearchParams(of);
    query.delete("sort");
    listing.dispatch({ type: "rows.count", of, count: await get(`/api/v1/cases/count?${query}`) });
  } catch (error) {
    // Without its count a list is still a list.
    if (!(error instanceof ApiError)) throw error;
    listing.dispatch({ type: "rows.count", of, count: null });
  }
}

/**
 * Which of those that something happened to match now. Gives whether anything came or went.
 * @returns {Promise<boolean>}
 */
export async function checkRows() {
  const { of, asking, fresh, leaving } = listing.getState().rows;
  const some = Object.entries(asking).slice(0, ASKED);
  if (some.length === 0 || of === "") return false;
  const ids = some.map(([id]) => id);
  listing.dispatch({ type: "rows.asked", of, ids });
  try {
    const query = new URLSearchParams(of);
    for (const [, number] of some) query.append("case", String(number));
    query.set("limit", String(ASKED));
    const { items, next } = await get(`/api/v1/cases?${query}`, { aside: true });
    if (next !== null) { listing.dispatch({ type: "rows.stale" }); return true; }
    listing.dispatch({ type: "rows.checked", of, ids, found: items, now: serverNow() });
    const now = listing.getState().rows;
    return now.of === of && (now.fresh !== fresh || Object.keys(now.leaving).length !== Object.keys(leaving).length);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // What could not be asked is read with the whole list, once the line is back.
    listing.dispatch({ type: "rows.stale" });
    return false;
  }
}

/**
 * Acts and dialogs read a case from the desk: whatever is opened from here is known there.
 * @param {import("../lib/types").Card} card
 */
export function lend(card) {
  if (!getState().cases.byId[card.id]) tellDesk({ type: "case", card });
}
