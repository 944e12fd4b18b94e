import { ApiError, get } from "../lib/api.js";
import { listing } from "./store.js";

/** The labels of customers: few, and the same for all. */
export async function loadLabels() {
  try {
    listing.dispatch({ type: "labels", labels: (await get("/api/v1/contact-labels")).items });
  } catch (error) {
    // Without them they are not offered; what a filter names is counted.
    if (!(error instanceof ApiError)) throw error;
  }
}

/**
 * What a campaign's form may have come to: the words of its primary field's options.
 * @param {string} campaign
 */
export async function loadOutcomes(campaign) {
  if (listing.getState().outcomes[campaign]) return;
  listing.dispatch({ type: "outcomes", campaign, outcomes: [] });
  try {
    const { items } = await get(`/api/v1/forms?campaign=${campaign}`);
    const field = items[0]?.fields?.find((/** @type {any} */ one) => one.primary);
    listing.dispatch({ type: "outcomes", campaign, outcomes: leaves(field?.options ?? [], "") });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

/** @param {any[]} options @param {string} above @returns {string[]} as a card says them */
function leaves(options, above) {
  return options.flatMap((option) => { const path = above ? `${above} › ${option.label}` : option.label; return option.options?.length ? leaves(option.options, path) : [path]; });
}

/**
 * Customers by name, document or telephone; their names are kept for the sentence of filters.
 * @param {string} words
 * @param {AbortSignal} signal
 * @returns {Promise<{id: string, text: string, hint: string}[]>}
 */
export async function findContacts(words, signal) {
  try {
    const { items } = await get(`/api/v1/contacts?q=${encodeURIComponent(words)}&limit=8`, { signal });
    return items.map((/** @type {any} */ one) => { listing.dispatch({ type: "contact", id: one.id, name: one.name }); return { id: one.id, text: one.name, hint: one.code ?? "" }; });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [];
  }
}
