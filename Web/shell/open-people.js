import { dispatch } from "../desk.js";
import { goPeople } from "../lib/router.js";

/** What the list asked for when it was left. */
let kept = "";

/**
 * The contacts: `place` is what the address names after /contacts/: nothing for the list, a contact, `duplicates`, `import`.
 * @param {string} [place]
 * @param {{search?: string, replace?: boolean}} options without `search` as it was left
 */
export function openPeople(place = "", { search = kept, replace = false } = {}) {
  goPeople(place, search, replace);
  showPeople(place, search);
}

/** @param {string} place @param {string} search */
export function showPeople(place, search) {
  kept = search;
  dispatch({ type: "people", place, search });
}
