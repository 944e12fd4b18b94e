import { useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { rowsInSight } from "../cases/visible-rows.js";

/**
 * Which rows of a long list are drawn, and a way to bring one into sight. What leaves above what is read moves nothing: the scroll follows.
 * @param {string[]} ids
 * @param {number} usual a row's height with its gap; larger letters make it another
 */
export function useWindow(ids, usual) {
  const scroller = useRef(/** @type {any} */ (null));
  const list = useRef(/** @type {any} */ (null));
  const [height, setHeight] = useState(usual);
  const [range, setRange] = useState({ first: 0, last: 40 });
  const before = useRef(ids);
  const count = ids.length;
  const above = () => scroller.current.getBoundingClientRect().top - list.current.getBoundingClientRect().top + headOf(scroller.current);
  const measure = () => {
    if (!list.current) return;
    const [one, two] = [...list.current.querySelectorAll("[data-row]")].slice(-2).map((row) => row.getBoundingClientRect().top);
    if (one !== undefined && two !== undefined && two > one && Math.abs(two - one - height) >= 0.5) setHeight(two - one);
    const next = rowsInSight(above(), scroller.current.clientHeight, height, count);
    setRange((held) => (held.first === next.first && held.last === next.last ? held : next));
  };
  useEffect(() => {
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(scroller.current);
    scroller.current.addEventListener("scroll", measure, { passive: true });
    const held = scroller.current;
    return () => { watcher.disconnect(); held.removeEventListener("scroll", measure); };
  }, [count, height, usual]);
  useEffect(() => setHeight(usual), [usual]);
  useLayoutEffect(() => {
    const first = Math.floor(above() / height);
    const stands = before.current[Math.max(0, first)];
    const now = stands === undefined ? -1 : ids.indexOf(stands);
    if (before.current !== ids && first > 0 && now >= 0 && now !== first) scroller.current.scrollTop += (now - first) * height;
    before.current = ids;
  }, [ids]);
  const first = Math.min(range.first, Math.max(0, count - 1));
  const last = Math.min(count, Math.max(range.last, first + 1));
  useLayoutEffect(() => {
    list.current?.style.setProperty("--rows-above", `${first * height}px`);
    list.current?.style.setProperty("--rows-below", `${(count - last) * height}px`);
  });
  /** @param {number} at */
  const reveal = (at) => {
    const box = scroller.current;
    const head = headOf(box);
    const top = list.current.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop + at * height;
    if (top < box.scrollTop + head) box.scrollTop = top - head;
    else if (top + height > box.scrollTop + box.clientHeight - 64) box.scrollTop = top + height - box.clientHeight + 64;
    measure();
  };
  return { scroller, list, first, last, reveal };
}

/**
 * What sticks to the top covers rows.
 * @param {HTMLElement} scroller
 */
const headOf = (scroller) => /** @type {HTMLElement | null} */ (scroller.querySelector("thead"))?.offsetHeight ?? 0;
