import { listing } from "./store.js";

/**
 * The campaigns of the cases that an act on many is for; none: any.
 * @returns {string[]}
 */
export function chosenCampaigns() {
  const { selection, rows } = listing.getState();
  if (selection.all) return new URLSearchParams(rows.of).getAll("campaign");
  return [...new Set(selection.ids.map((id) => rows.byId[id]?.campaign ?? "").filter(Boolean))];
}
