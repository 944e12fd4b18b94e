import { noBulk, reduceBulk } from "./bulk-reduce.js";
import { noRows, reduceRows } from "./rows.js";
import { drop, everything, extend, nothing, page, toggle } from "./selection.js";

/**
 * @typedef {import("../lib/types").Action} Action
 * @typedef {{id: string, name: string, query: Record<string, string[]>, sort: string | null, layout: "cards" | "table" | null, sharedWith: string[], pinned: boolean, defaultFor: string[], owner: string | null, builtIn: boolean, problems: {field: string, code: string, message: string}[]}} View
 * @typedef {{status: "loading" | "ready" | "error", items: View[], counts: Record<string, import("./rows.js").Count>}} Views
 * @typedef {{rows: import("./rows.js").Rows, selection: import("./selection.js").Selection, active: string | null, preview: string | null, views: Views, bulk: import("./bulk-reduce.js").Bulk, labels: import("../lib/types").Tag[], outcomes: Record<string, string[]>, contacts: Record<string, string>}} Listing
 * `active`: the row that the keyboard is on; `preview`: the case whose conversation stands at the right; `contacts`: names of those that a filter names
 */

/** @type {Listing} */
export const noListing = { rows: noRows, selection: nothing, active: null, preview: null, views: { status: "loading", items: [], counts: {} }, bulk: noBulk, labels: [], outcomes: {}, contacts: {} };

/**
 * The module's own state: it comes with the layer.
 * @param {Listing} state
 * @param {Action} action
 * @returns {Listing}
 */
export function reduceListing(state, action) {
  if (action.type.startsWith("rows.")) return withRows(state, reduceRows(state.rows, action), action);
  if (action.type.startsWith("bulk.")) return { ...state, bulk: reduceBulk(state.bulk, action) };
  const { ids } = state.rows;
  switch (action.type) {
    case "active": return { ...state, active: action.id };
    case "preview": return { ...state, preview: action.id, active: action.id ?? state.active };
    case "select.toggle": return { ...state, active: action.id, selection: toggle(state.selection, action.id, ids) };
    case "select.extend": return { ...state, active: action.to, selection: extend(state.selection, action.from, action.to, ids) };
    case "select.page": return { ...state, selection: page(state.selection, ids) };
    case "select.all": return { ...state, selection: everything(state.selection) };
    case "select.none": return { ...state, selection: nothing };
    case "views": return { ...state, views: { ...state.views, status: "ready", items: action.items } };
    case "views.failed": return state.views.status === "ready" ? state : { ...state, views: { ...state.views, status: "error" } };
    case "views.counts": return { ...state, views: { ...state.views, counts: action.counts } };
    case "labels": return { ...state, labels: action.labels };
    case "outcomes": return { ...state, outcomes: { ...state.outcomes, [action.campaign]: action.outcomes } };
    case "contact": return { ...state, contacts: { ...state.contacts, [action.id]: action.name } };
    default: return state;
  }
}

/**
 * Another question has another selection; a row that leaves hands the keyboard on to the one that takes its place.
 * @param {Listing} state
 * @param {import("./rows.js").Rows} rows
 * @param {Action} action
 * @returns {Listing}
 */
function withRows(state, rows, action) {
  if (rows === state.rows) return state;
  if (rows.of !== state.rows.of) return { ...state, rows, selection: nothing, active: null, preview: null };
  const gone = action.type === "rows.left" ? action.ids : action.type === "rows.page" && action.first ? state.rows.ids.filter((id) => !(id in rows.byId)) : [];
  if (gone.length === 0) return { ...state, rows };
  return { ...state, rows, selection: drop(state.selection, gone), active: heir(state.active, state.rows.ids, rows.ids), preview: state.preview !== null && gone.includes(state.preview) && action.type === "rows.page" ? null : state.preview };
}

/** @param {string | null} active @param {string[]} before @param {string[]} after */
function heir(active, before, after) {
  if (active === null || after.includes(active)) return active;
  const from = before.indexOf(active);
  return before.slice(from).find((id) => after.includes(id)) ?? after[after.length - 1] ?? null;
}
