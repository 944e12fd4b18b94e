/**
 * One value, changed only by its reducer; watchers run once per turn however many changes it brought.
 * @template S, A @param {(state: S, action: A) => S} reduce @param {S} state
 */
export function createStore(reduce, state) {
  /** @type {Set<(state: S) => void>} */
  const watchers = new Set();
  let queued = false;
  return {
    get: () => state,
    /** @param {A} action */
    dispatch(action) {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      if (queued) return;
      queued = true;
      queueMicrotask(() => {
        queued = false;
        watchers.forEach(watch => watch(state));
      });
    },
    /** @param {(state: S) => void} watch */
    watch(watch) {
      watchers.add(watch);
      queueMicrotask(() => watch(state));
    },
  };
}
