/**
 * The act on many cases that is on its way, or was last. Pure.
 * @typedef {{id: string, action: Record<string, any>, state: "sending" | "preparing" | "running" | "done" | "cancelled" | "failed", total: number, done: number, failed: number, undoable?: boolean, undo?: string | null, undoes?: string | null, file?: string | null, detail?: string | null}} Run
 * @typedef {{run: Run | null}} Bulk
 */

/** @type {Bulk} */
export const noBulk = { run: null };

const ENDS = ["done", "cancelled", "failed"];
/** @param {Run | null} run */
export const isOver = (run) => run !== null && ENDS.includes(run.state);

/**
 * @param {Bulk} bulk
 * @param {import("../lib/types").Action} action
 * @returns {Bulk}
 */
export function reduceBulk(bulk, action) {
  switch (action.type) {
    case "bulk.sent": return { run: action.run };
    case "bulk.told": return bulk.run !== null && bulk.run.id === action.run.id ? { run: newer(bulk.run, action.run) } : bulk;
    case "bulk.seen": return noBulk;
    default: return bulk;
  }
}

/**
 * What it has come to never goes back: words of its progress may come late.
 * @param {Run} held
 * @param {Run} told
 * @returns {Run}
 */
function newer(held, told) {
  if (isOver(held) && !isOver(told)) return held;
  if (!isOver(told) && held.state === "running" && told.done + told.failed < held.done + held.failed) return held;
  return { ...held, ...told, action: told.action ?? held.action };
}

/**
 * The part that is done, in hundredths.
 * @param {Run} run
 */
export const part = (run) => (run.total > 0 ? Math.min(100, Math.floor(100 * (run.done + run.failed) / run.total)) : 0);

/**
 * What kind of act it is: the name of its one field.
 * @param {Record<string, any>} action
 */
export const kindOf = (action) => Object.keys(action)[0] ?? "";
