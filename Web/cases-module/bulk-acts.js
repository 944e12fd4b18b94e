import { ApiError, get, put, remove } from "../lib/api.js";
import { uuidv7 } from "../lib/uuid.js";
import { isOver } from "./bulk-reduce.js";
import { countList } from "./read-list.js";
import { listing } from "./store.js";

/** Where no word of its progress comes, it is asked for. */
const ASK = 2000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * What an act on many is for: the rows that were chosen, or whatever matches the list's own question.
 * @returns {{cases: string[]} | {filter: Record<string, string[]>, expected?: number}}
 */
function target() {
  const { selection, rows } = listing.getState();
  if (!selection.all) return { cases: selection.ids };
  /** @type {Record<string, string[]>} */
  const filter = {};
  for (const [key, value] of new URLSearchParams(rows.of)) if (key !== "sort") filter[key] = [...(filter[key] ?? []), value];
  return { filter, ...(rows.count?.exact ? { expected: rows.count.count } : {}) };
}

/**
 * Sends it once under an id of its own; a repeat is the same act.
 * @param {Record<string, any>} action
 * @param {string} id
 * @returns {Promise<ApiError | null>}
 */
export async function startBulk(action, id = uuidv7()) {
  const body = { ...target(), action };
  const total = "cases" in body ? body.cases.length : listing.getState().rows.count?.count ?? 0;
  try {
    const run = await put(`/api/v1/bulk/${id}`, body);
    listing.dispatch({ type: "bulk.sent", run: { total, done: 0, failed: 0, ...run, id } });
    followBulk();
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/** @param {any} told a frame's words, or an answer's */
export function bulkTold(told) {
  const before = listing.getState().bulk.run;
  listing.dispatch({ type: "bulk.told", run: told });
  const now = listing.getState().bulk.run;
  if (now && isOver(now) && !isOver(before)) { const { of } = listing.getState().rows; if (of) void countList(of); }
}

/** Until it has come to its end. */
export function followBulk() {
  clearTimeout(timer);
  const { run } = listing.getState().bulk;
  if (!run || isOver(run)) return;
  timer = setTimeout(() => {
    get(`/api/v1/bulk/${run.id}`, { aside: true }).then(bulkTold, (error) => { if (!(error instanceof ApiError)) throw error; }).finally(followBulk);
  }, ASK);
}

/**
 * What is done stays done.
 * @returns {Promise<ApiError | null>}
 */
export async function cancelBulk() {
  const { run } = listing.getState().bulk;
  if (!run) return null;
  try {
    bulkTold(await remove(`/api/v1/bulk/${run.id}`) ?? await get(`/api/v1/bulk/${run.id}`));
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/**
 * The inverse of each act, as an act of its own.
 * @returns {Promise<ApiError | null>}
 */
export async function undoBulk() {
  const { run } = listing.getState().bulk;
  if (!run) return null;
  try {
    const undoing = await put(`/api/v1/bulk/${run.id}/undo`);
    listing.dispatch({ type: "bulk.sent", run: { done: 0, failed: 0, ...undoing, action: undoing.action ?? {}, undoes: run.id } });
    followBulk();
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
