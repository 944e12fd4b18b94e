import { dispatch, getState } from "../desk.js";
import { goListing } from "../lib/router.js";

/**
 * The list of all cases.
 * @param {string} [search] what it asks for, as its address says it; else as it was left
 */
export function openListing(search = getState().screen.lastListing) {
  goListing(search);
  dispatch({ type: "listing", search });
}
