import { dispatch, getState } from "../desk.js";
import { ApiError, get, serverNow } from "../lib/api.js";
import { startOfDay } from "../lib/format.js";
import { openCase } from "./open-case.js";
import { sameView } from "./view-reduce.js";

/** Pages of a view: more than any desk closes in a day. */
const PAGES = 25;

/**
 * A count opens its cases.
 * @param {{kind: "open" | "closed", campaign: string | null, mine: boolean}} asked
 */
export async function openView(asked) {
  const { report, people, listing } = getState().screen;
  if (report || people || listing !== null) openCase(null);
  const zone = getState().me?.organisation.timeZone ?? "UTC";
  const view = { ...asked, since: asked.kind === "closed" ? new Date(startOfDay(serverNow(), zone)).toISOString() : null };
  dispatch({ type: "view", view });
  dispatch({ type: "pane", pane: "list" });
  try {
    await readPages(view);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    dispatch({ type: "view.failed", view, error: { status: error.status, code: error.problem.id ?? error.code } });
  }
}

export const closeView = () => dispatch({ type: "view.closed" });

/** @param {{kind: string, campaign: string | null, mine: boolean, since: string | null}} view */
async function readPages(view) {
  const states = view.kind === "open" ? "state=open&state=waiting&sort=-updated" : "state=closed&sort=-updated";
  const part = `${states}${view.campaign ? `&campaign=${view.campaign}` : ""}${view.mine && view.kind === "open" ? "&assignee=me" : ""}&limit=200`;
  let cursor = "";
  /** @type {import("../lib/types").Card[]} */
  const cards = [];
  for (let page = 0; page < PAGES; page += 1) {
    const found = await get(`/api/v1/cases?${part}${cursor}`);
    const held = getState().view;
    if (!held || !sameView(held, /** @type {any} */ (view))) return;
    cards.push(...found.items);
    const last = found.items[found.items.length - 1];
    // Nothing closed today was last changed before today.
    if (!found.next || (view.since && last && last.updatedAt < view.since)) break;
    cursor = `&cursor=${encodeURIComponent(found.next)}`;
  }
  dispatch({ type: "view.loaded", view, cards });
}
