import { useLayoutEffect, useReducer, useRef } from "../vendor/preact-htm.js";
import { alike } from "../lib/store.js";
import { initial, reduce } from "./reduce.js";

/**
 * The page's one state.
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Action} Action
 */
let state = initial;
/** @type {Set<() => void>} */
const watchers = new Set();

export const getState = () => state;

/** @param {Action} action */
export function dispatch(action) {
  const next = reduce(state, action);
  if (next === state) return;
  state = next;
  for (const watcher of [...watchers]) watcher();
}

/** @param {() => void} watcher */
export function subscribe(watcher) {
  watchers.add(watcher);
  return () => { watchers.delete(watcher); };
}

/**
 * What a component reads; it paints again only when that changes.
 * @template T
 * @param {(state: State) => T} select
 * @returns {T}
 */
export function useSimulator(select) {
  const [, paint] = useReducer((/** @type {number} */ count) => count + 1, 0);
  const held = useRef(/** @type {{select: typeof select, value: T}} */ (/** @type {unknown} */ (null)));
  const fresh = select(state);
  const value = held.current && alike(held.current.value, fresh) ? held.current.value : fresh;
  held.current = { select, value };
  useLayoutEffect(() => subscribe(() => {
    if (!alike(held.current.value, held.current.select(state))) paint(undefined);
  }), []);
  return value;
}
