import { useEffect, useRef } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";
import { listing, useListing } from "./store.js";

/** How long a row that matches no more says so before it leaves, and how long the hand must rest. */
const [SAID, REST] = [4000, 1500];

/**
 * Nothing moves under the hand: a row that matches no more is dimmed and says why, and leaves once it was said and the pointer and the keys rest.
 * @param {{current: any}} scroller
 */
export function useLeaving(scroller) {
  const leaving = useListing((state) => state.rows.leaving);
  const moved = useRef(0);
  const since = useRef(/** @type {Record<string, number>} */ ({}));
  useEffect(() => {
    const ids = Object.keys(leaving);
    since.current = Object.fromEntries(ids.map((id) => [id, since.current[id] ?? serverNow()]));
    if (ids.length === 0) return undefined;
    const timer = setInterval(() => {
      const now = serverNow();
      const box = /** @type {HTMLElement | null} */ (scroller.current);
      const busy = box !== null && (box.matches(":hover") || box.contains(document.activeElement));
      if (busy && now - moved.current < REST) return;
      const done = ids.filter((id) => now - (since.current[id] ?? now) >= (busy ? SAID : REST));
      if (done.length > 0) listing.dispatch({ type: "rows.left", of: listing.getState().rows.of, ids: done });
    }, 250);
    return () => clearInterval(timer);
  }, [leaving]);
  const move = () => { moved.current = serverNow(); };
  return { onPointerMove: move, onKeyDownCapture: move };
}
