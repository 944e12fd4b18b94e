import { useEffect, useReducer, useRef } from "../vendor/preact-htm.js";

/**
 * Nothing moves under the hand: while pointer or focus is in the list, and two seconds after, cards keep their order;
 * new ones come first, those that left leave.
 * @param {{current: HTMLElement | null}} ref
 * @param {import("../lib/types").Card[]} cards in the order they should have
 */
export function useSteadyOrder(ref, cards) {
  const [, paint] = useReducer((/** @type {number} */ count) => count + 1, 0);
  const busy = useRef(false);
  const order = useRef(/** @type {string[]} */ ([]));
  useEffect(() => {
    const list = ref.current;
    if (!list) return undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const enter = () => { clearTimeout(timer); busy.current = true; };
    const leave = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (list.matches(":hover") || list.contains(document.activeElement)) return;
        busy.current = false;
        paint(undefined);
      }, 2000);
    };
    const pairs = /** @type {const} */ ([["pointerenter", enter], ["focusin", enter], ["pointerleave", leave], ["focusout", leave]]);
    for (const [name, run] of pairs) list.addEventListener(name, run);
    return () => { clearTimeout(timer); for (const [name, run] of pairs) list.removeEventListener(name, run); };
  }, []);
  const shown = busy.current ? steady(order.current, cards) : cards;
  order.current = shown.map((card) => card.id);
  return shown;
}

/** @param {string[]} order @param {import("../lib/types").Card[]} cards */
export function steady(order, cards) {
  const place = new Map(order.map((id, index) => [id, index]));
  const fresh = cards.filter((card) => !place.has(card.id));
  const known = cards.filter((card) => place.has(card.id)).sort((one, two) => (place.get(one.id) ?? 0) - (place.get(two.id) ?? 0));
  return [...fresh, ...known];
}
