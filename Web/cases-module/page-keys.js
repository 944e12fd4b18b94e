import { useEffect } from "../vendor/preact-htm.js";
import { getState } from "../desk.js";
import { preferencesOf } from "../shell/preferences.js";
import { listing } from "./store.js";

/**
 * Keys of the module wherever the focus is: F for the filters, J and K into the list; Escape takes a selection away.
 * @param {{filters: () => void}} acts
 */
export function usePageKeys({ filters }) {
  useEffect(() => {
    const press = (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]") || target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [popover], dialog")) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (key.length === 1 && !preferencesOf(getState()).shortcuts) return;
      const { selection } = listing.getState();
      if (key === "f") filters();
      else if (key === "j" || key === "k") /** @type {HTMLElement | null} */ (document.querySelector('.cases [data-row][tabindex="0"]'))?.focus();
      else if (key === "Escape" && (selection.ids.length > 0 || selection.all)) listing.dispatch({ type: "select.none" });
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [filters]);
}
