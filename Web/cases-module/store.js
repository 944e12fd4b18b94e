import { createStore } from "../lib/store.js";
import { useStore } from "../ui/use-desk.js";
import { noListing, reduceListing } from "./reduce.js";

/** The cases module's own state: it comes with the layer, and only its actions change it. */
export const listing = createStore(reduceListing, noListing);

/**
 * @template T
 * @param {(state: import("./reduce.js").Listing) => T} select
 * @returns {T}
 */
export const useListing = (select) => useStore(listing, select);
