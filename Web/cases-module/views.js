import { ApiError, get, put, remove } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { listing } from "./store.js";

/**
 * The views: those that come with the product, mine, and those shared with my role.
 * @typedef {import("./reduce.js").View} View
 */

export async function loadViews() {
  try {
    const { items } = await get("/api/v1/views");
    listing.dispatch({ type: "views", items: items.map(whole) });
    await loadCounts();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    listing.dispatch({ type: "views.failed" });
  }
}

export async function loadCounts() {
  try {
    const { items } = await get("/api/v1/views/counts");
    listing.dispatch({ type: "views.counts", counts: Object.fromEntries(items.map((/** @type {any} */ one) => [one.view, { count: one.count, exact: one.exact }])) });
  } catch (error) {
    // Counts that did not come stand as they were.
    if (!(error instanceof ApiError)) throw error;
  }
}

/**
 * @param {any} view
 * @returns {View}
 */
const whole = (view) => ({ sort: null, layout: null, sharedWith: [], pinned: false, defaultFor: [], owner: null, builtIn: false, problems: [], ...view, query: view.query ?? {} });

/**
 * @param {{id: string, name: string, query: Record<string, string[]>, sort: string | null, layout: string, sharedWith: string[], pinned: boolean, defaultFor: string[]}} view
 * @returns {Promise<ApiError | null>}
 */
export async function saveView({ id, ...body }) {
  try {
    await put(`/api/v1/views/${id}`, body);
    await loadViews();
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/**
 * Gone at once; for as long as the toast stands it can be put back.
 * @param {View} view
 */
export async function deleteView(view) {
  try {
    await remove(`/api/v1/views/${view.id}`);
    await loadViews();
    const { id, name, query, sort, layout, sharedWith, pinned, defaultFor } = view;
    toast(t("listing.view.deleted", { name }), "trash", { label: t("listing.undo"), run: () => void saveView({ id, name, query, sort, layout: layout ?? "cards", sharedWith, pinned, defaultFor }) });
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert");
    return false;
  }
}

/**
 * What the module opens with: my role's view, else what I hold.
 * @param {View[]} views
 * @param {string | undefined} role
 */
export const defaultView = (views, role) => views.find((view) => view.defaultFor.includes(role ?? "") && !view.builtIn) ?? views.find((view) => view.defaultFor.includes(role ?? "")) ?? null;
