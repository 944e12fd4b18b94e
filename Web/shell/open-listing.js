import { dispatch, getState } from "../desk.js";
import { goListing } from "../lib/router.js";

/** The list of all cases as it was left. */
export function openListing() {
  const search = getState().screen.lastListing;
  goListing(search);
  dispatch({ type: "listing", search });
}
