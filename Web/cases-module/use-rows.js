import { useEffect, useLayoutEffect, useRef } from "../vendor/preact-htm.js";
import { readMore } from "./read-list.js";
import { pressInRows } from "./row-keys.js";
import { sizeOf } from "./rows.js";
import { isSelected } from "./selection.js";
import { listing, useListing } from "./store.js";
import { useLeaving } from "./use-leaving.js";
import { useWindow } from "./use-window.js";

/** This many rows before the end of what is here, more is read. */
const AHEAD = 40;

/**
 * What both looks of the list have in common: which rows are drawn, the keyboard, more rows at the end.
 * @param {number} usual a row's height with its gap
 */
export function useRows(usual) {
  const { rows, selection, active, preview } = useListing((state) => ({ rows: state.rows, selection: state.selection, active: state.active, preview: state.preview }));
  const { ids } = rows;
  const window = useWindow(ids, usual);
  const hand = useLeaving(window.scroller);
  // The row that the keys went to is drawn first, then takes the focus.
  const wanted = useRef(/** @type {string | null} */ (null));
  const inside = useRef(false);
  const reachable = active !== null && ids.includes(active) ? active : ids[0] ?? null;
  // Whoever comes back from a case stands where they were.
  useEffect(() => { if (active !== null && ids.includes(active)) { wanted.current = active; window.reveal(ids.indexOf(active)); } }, []);
  useEffect(() => { if (rows.next !== null && window.last > ids.length - AHEAD) readMore(); }, [window.last, ids.length, rows.next, rows.more]);
  useLayoutEffect(() => {
    const row = (/** @type {string | null} */ id) => (id ? window.list.current?.querySelector(`[data-row="${id}"]`) : null);
    const target = row(wanted.current);
    if (target) { wanted.current = null; target.focus({ preventScroll: true }); return; }
    // Focus is never lost to a live update: the row that took its place has it, else the list.
    if (inside.current && document.activeElement === document.body) (row(reachable) ?? window.scroller.current)?.focus({ preventScroll: true });
    inside.current = Boolean(window.scroller.current?.contains(document.activeElement));
  });
  const move = (/** @type {number} */ at, /** @type {boolean} */ extends_) => {
    const id = ids[Math.max(0, Math.min(ids.length - 1, at))];
    if (!id) return;
    wanted.current = id;
    if (extends_ && reachable) listing.dispatch({ type: "select.extend", from: reachable, to: id });
    else listing.dispatch(listing.getState().preview ? { type: "preview", id } : { type: "active", id });
    window.reveal(ids.indexOf(id));
    listing.dispatch({ type: "active", id });
    // Where the same row is asked for again nothing is painted anew.
    /** @type {HTMLElement | null} */ (window.list.current?.querySelector(`[data-row="${id}"]`))?.focus({ preventScroll: true });
  };
  const perPage = Math.max(1, Math.floor((window.scroller.current?.clientHeight ?? 600) / usual) - 1);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => { inside.current = true; pressInRows(event, { ids, at: reachable ? ids.indexOf(reachable) : 0, perPage, move }); };
  const onFocusIn = () => { inside.current = true; };
  const onFocusOut = (/** @type {FocusEvent} */ event) => { if (event.relatedTarget && !window.scroller.current?.contains(/** @type {Node} */ (event.relatedTarget))) inside.current = false; };
  const size = sizeOf(rows);
  return {
    window, onKeyDown, hand: { ...hand, onfocusin: onFocusIn, onfocusout: onFocusOut }, shown: ids.slice(window.first, window.last).map((id, index) => ({ id, at: window.first + index })), size, sort: rows.of,
    /** @param {string} id @param {number} at */
    propsOf: (id, at) => ({ card: /** @type {import("../lib/types").Card} */ (rows.byId[id]), selected: isSelected(selection, id, ids), reachable: id === reachable, open: id === preview, leaving: id in rows.leaving, position: at + 1, size }),
  };
}
