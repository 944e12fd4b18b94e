import { useLayoutEffect, useReducer, useRef } from "../vendor/preact-htm.js";
import { desk } from "../desk.js";
import { alike } from "../lib/store.js";

/**
 * What a component reads of the state; it paints again only when that changes.
 * @template T
 * @param {(state: import("../lib/types").State) => T} select
 * @returns {T}
 */
export const useDesk = (select) => useStore(desk, select);

/**
 * The same of a store that a layer brings.
 * @template S, T
 * @param {{getState: () => S, subscribe: (watcher: () => void) => () => void}} store always the same
 * @param {(state: S) => T} select
 * @returns {T}
 */
export function useStore(store, select) {
  const [, paint] = useReducer((/** @type {number} */ count) => count + 1, 0);
  const held = useRef(/** @type {{select: typeof select, value: T}} */ (/** @type {unknown} */ (null)));
  const fresh = select(store.getState());
  const value = held.current && alike(held.current.value, fresh) ? held.current.value : fresh;
  held.current = { select, value };
  useLayoutEffect(() => store.subscribe(() => {
    if (!alike(held.current.value, held.current.select(store.getState()))) paint(undefined);
  }), []);
  return value;
}
