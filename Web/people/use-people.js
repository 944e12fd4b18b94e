import { useEffect } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { useDesk } from "../ui/use-desk.js";
import { fits } from "./fits.js";
import { peopleIn } from "./part.js";

/** @typedef {import("./people-address.js").PeopleFilter} PeopleFilter */

/** Rows of a page; changed contacts that are read again at once; and how often. */
const PAGE = 50, ROUND = 10, PAUSE = 1000;
/** Pages without a row that are followed by themselves. */
export const BARREN = 3;

/**
 * The list's rows for a question: a new question is asked at once, and an answer to an older one is nobody's.
 * @param {string} query
 */
export function usePeople(query) {
  useEffect(() => { ask(query); }, [query]);
}

/** @param {string} query */
export function ask(query) {
  dispatch({ type: "people.asked", key: query });
  void read(query, null);
  get(`/api/v1/contacts/count?${query.replace(/&?sort=[^&]*/, "")}`).then((count) => dispatch({ type: "people.count", key: query, count }), (error) => { if (!(error instanceof ApiError)) throw error; });
}

/**
 * The next page, where there is one and nobody asked for it yet. A page is bounded by what the server looks at, not by what it finds: after a few without any row it waits to be asked `again`.
 * @param {boolean} [again]
 */
export function askMore(again = false) {
  const { key, status, next, more, barren } = peopleIn(getState());
  if (status !== "ready" || next === null || more || (barren >= BARREN && !again)) return;
  dispatch({ type: "people.more", again });
  void read(key, next);
}

/** @param {string} key @param {string | null} cursor */
async function read(key, cursor) {
  try {
    const page = await get(`/api/v1/contacts?${key}&limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    dispatch({ type: "people.page", key, items: page.items, next: page.next, more: cursor !== null });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    dispatch({ type: "people.failed", key, more: cursor !== null, error: { status: error.status, code: error.code, message: error.problem.errors?.[0]?.message ?? error.message } });
  }
}

/**
 * Contacts that changed are read again, a few at once and once a second: rows change in place, those no longer asked for leave, new ones are announced.
 * @param {PeopleFilter} filter
 * @param {string} zone
 * @param {string | null} scope
 */
export function useLivePeople(filter, zone, scope) {
  const waiting = useDesk((state) => Object.keys(peopleIn(state).touched).length > 0 && state.connection.status !== "offline");
  useEffect(() => {
    if (!waiting) return undefined;
    const round = () => { for (const id of Object.keys(peopleIn(getState()).touched).slice(0, ROUND)) void readOne(id, filter, zone, scope); };
    round();
    const timer = setInterval(round, PAUSE);
    return () => clearInterval(timer);
  }, [waiting, filter, zone, scope]);
}

/**
 * Those on their way.
 * @type {Set<string>}
 */
const reading = new Set();

/** @param {string} id @param {PeopleFilter} filter @param {string} zone @param {string | null} scope */
async function readOne(id, filter, zone, scope) {
  if (reading.has(id)) return;
  reading.add(id);
  try {
    const contact = await get(`/api/v1/contacts/${id}`);
    dispatch({ type: "people.read", id, contact, fits: fits(contact, filter, zone, scope) });
    dispatch({ type: "contact", contact, case: null });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // What passes is asked for again by the next round.
    if (!error.isPassing) dispatch({ type: "people.gone", id });
  } finally { reading.delete(id); }
}
