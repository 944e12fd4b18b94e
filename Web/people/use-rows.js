import { useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { rowsInSight } from "../cases/visible-rows.js";

/** From this many on only those in sight are painted. */
const FROM = 60;
/** A row's height until one was measured. */
const USUAL = 37;

/**
 * Which rows of a long list are in sight, and a way to any of them, painted or not.
 * @param {{current: HTMLElement | null}} scroller
 * @param {number} count
 */
export function useRows(scroller, count) {
  const list = useRef(/** @type {any} */ (null));
  const [height, setHeight] = useState(USUAL);
  const [range, setRange] = useState({ first: 0, last: FROM });
  const wanted = useRef(-1);
  const virtual = count >= FROM;
  useEffect(() => {
    const box = scroller.current;
    if (!box || !virtual) return undefined;
    const measure = () => {
      const rows = list.current;
      if (!rows) return;
      const [one, two] = [...rows.children].slice(-2).map((row) => row.getBoundingClientRect().top);
      if (one !== undefined && two !== undefined && Math.abs(two - one - height) >= 0.5) setHeight(two - one);
      const next = rowsInSight(box.getBoundingClientRect().top - rows.getBoundingClientRect().top, box.clientHeight, height, count);
      setRange((held) => (held.first === next.first && held.last === next.last ? held : next));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(box);
    box.addEventListener("scroll", measure, { passive: true });
    return () => { watcher.disconnect(); box.removeEventListener("scroll", measure); };
  }, [virtual, count, height]);
  const first = virtual ? Math.min(range.first, Math.max(0, count - 1)) : 0;
  const last = virtual ? Math.min(count, range.last) : count;
  useLayoutEffect(() => {
    list.current?.style.setProperty("--rows-above", `${first * height}px`);
    list.current?.style.setProperty("--rows-below", `${(count - last) * height}px`);
    const row = wanted.current < 0 ? null : list.current?.querySelector(`[data-at="${wanted.current}"]`);
    if (row) { wanted.current = -1; row.focus(); }
  });
  /** @param {number} at gives that row the focus, as soon as it is painted */
  const reach = (at) => {
    if (at < 0) return;
    const row = list.current?.querySelector(`[data-at="${at}"]`);
    if (row) { row.focus(); return; }
    wanted.current = at;
    const box = scroller.current;
    if (box && list.current) box.scrollTop += list.current.getBoundingClientRect().top - box.getBoundingClientRect().top + at * height - box.clientHeight / 2;
  };
  return { list, first, last, reach };
}
