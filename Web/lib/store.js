/** @typedef {import("./types").Action} Action */

/**
 * One state, changed only by a pure reducer.
 * @template S
 * @param {(state: S, action: Action) => S} reduce
 * @param {S} state
 */
export function createStore(reduce, state) {
  /** @type {Set<() => void>} */
  const watchers = new Set();
  return {
    getState: () => state,
    /** @param {Action} action */
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const watcher of [...watchers]) watcher();
    },
    /** @param {() => void} watcher */
    subscribe(watcher) {
      watchers.add(watcher);
      return () => { watchers.delete(watcher); };
    },
  };
}

/**
 * Same keys with the same values: two results of a selector that need no new painting.
 * @param {any} one
 * @param {any} two
 */
export function alike(one, two) {
  if (Object.is(one, two)) return true;
  if (typeof one !== "object" || typeof two !== "object" || !one || !two) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(two).length && keys.every((key) => Object.is(one[key], two[key]));
}
