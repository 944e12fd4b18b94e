import { useEffect } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { preferencesOf } from "../shell/preferences.js";

/**
 * The list's own letters, for as long as it stands there: J and K move, F filters, N makes a new one.
 * @param {() => void} filters
 */
export function usePeopleKeys(filters) {
  useEffect(() => {
    const press = (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || !preferencesOf(getState()).shortcuts) return;
      if (target.closest?.("input, textarea, select, [contenteditable], dialog, [popover]") || document.querySelector("dialog[open]")) return;
      const key = event.key.toLowerCase();
      if (key === "f") filters();
      else if (key === "n") dispatch({ type: "dialog", dialog: { kind: "people.new" } });
      else if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

/** @param {number} step */
function move(step) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("a.person-row")]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const from = at >= 0 ? at : rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  rows[Math.max(0, Math.min(rows.length - 1, from + step))]?.focus();
}
