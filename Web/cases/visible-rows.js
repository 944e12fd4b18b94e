import { useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";

const OVERSCAN = 8;

/**
 * Which rows of a list of known height are in sight; below `from` rows, all of them.
 * @param {number} count
 * @param {number} usual a row's height and its gap; larger letters make it another
 * @param {number} from
 */
export function useVisibleRows(count, usual, from) {
  const [height, setHeight] = useState(usual);
  const ref = useRef(/** @type {any} */ (null));
  const [range, setRange] = useState({ first: 0, last: from });
  const virtual = count >= from;
  useEffect(() => {
    const list = ref.current;
    const scroller = list?.closest(".case-list__scroll, .side-panel__scroll");
    if (!virtual || !scroller) return undefined;
    const measure = () => {
      const [one, two] = [...list.querySelectorAll(":scope > li")].slice(-2).map((row) => row.getBoundingClientRect().top);
      if (one !== undefined && two !== undefined && Math.abs(two - one - height) >= 0.5) setHeight(two - one);
      const above = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top;
      const next = rowsInSight(above, scroller.clientHeight, height, count);
      setRange((held) => (held.first === next.first && held.last === next.last ? held : next));
    };
    measure();
    scroller.addEventListener("scroll", measure, { passive: true });
    return () => scroller.removeEventListener("scroll", measure);
  }, [virtual, count, height, usual]);
  const first = virtual ? Math.min(range.first, Math.max(0, count - 1)) : 0;
  const last = virtual ? Math.min(count, range.last) : count;
  useLayoutEffect(() => {
    ref.current?.style.setProperty("--rows-above", `${first * height}px`);
    ref.current?.style.setProperty("--rows-below", `${(count - last) * height}px`);
  });
  return { ref, first, last };
}

/** @param {number} above @param {number} visible @param {number} height @param {number} count */
export function rowsInSight(above, visible, height, count) {
  const first = Math.max(0, Math.floor(above / height) - OVERSCAN);
  const last = Math.min(count, Math.ceil((above + visible) / height) + OVERSCAN);
  return { first: Math.min(first, count), last: Math.max(last, Math.min(count, first + 1)) };
}
