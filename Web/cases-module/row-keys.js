import { openCase } from "../cases/open-case.js";
import { preferencesOf } from "../shell/preferences.js";
import { getState } from "../desk.js";
import { lend } from "./read-list.js";
import { listing } from "./store.js";

/**
 * @typedef {{ids: string[], at: number, perPage: number, move: (at: number, extend: boolean) => void}} Place `at`: the row the keyboard is on
 * @type {Record<string, (place: Place) => number>}
 */
const STEPS = {
  ArrowDown: ({ at }) => at + 1, ArrowUp: ({ at }) => at - 1, Home: () => 0, End: ({ ids }) => ids.length - 1,
  PageDown: ({ at, perPage }) => at + perPage, PageUp: ({ at, perPage }) => at - perPage,
};
/** @type {Record<string, string>} */
const LETTERS = { j: "ArrowDown", k: "ArrowUp" };

/**
 * Arrows, J and K move; Space selects, Shift with arrows a stretch, Ctrl A the rows here and then all that match; Enter goes to the case, the right arrow shows its conversation beside the list, Escape takes the selection away.
 * @param {KeyboardEvent} event
 * @param {Place} place
 */
export function pressInRows(event, place) {
  if (event.altKey || /** @type {HTMLElement} */ (event.target).closest("a, input") && event.key === "Enter") return;
  const id = place.ids[place.at];
  const done = act(event, place, id);
  if (done) { event.preventDefault(); event.stopPropagation(); }
}

/** @param {KeyboardEvent} event @param {Place} place @param {string | undefined} id */
function act(event, place, id) {
  const control = event.ctrlKey || event.metaKey;
  if (control) {
    if (event.key.toLowerCase() !== "a") return false;
    listing.dispatch({ type: "select.page" });
    return true;
  }
  const letter = preferencesOf(getState()).shortcuts && !event.shiftKey ? LETTERS[event.key.toLowerCase()] : undefined;
  const step = STEPS[letter ?? event.key];
  if (step) { place.move(step(place), event.shiftKey); return true; }
  const { selection, preview, rows } = listing.getState();
  switch (event.key) {
    case " ": if (id) listing.dispatch({ type: "select.toggle", id }); return true;
    case "Enter": { const card = id ? rows.byId[id] : null; if (card) goToCase(card); return Boolean(card); }
    case "ArrowRight": if (id) listing.dispatch({ type: "preview", id }); return true;
    case "ArrowLeft": listing.dispatch({ type: "preview", id: null }); return true;
    case "Escape": {
      if (preview) { listing.dispatch({ type: "preview", id: null }); return true; }
      if (selection.ids.length === 0 && !selection.all) return false;
      listing.dispatch({ type: "select.none" });
      return true;
    }
    default: return false;
  }
}

/**
 * "Ir al caso".
 * @param {import("../lib/types").Card} card
 */
export function goToCase(card) {
  lend(card);
  openCase(card.number);
}
