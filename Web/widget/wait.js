/** Milliseconds before attempt n: doubling up to 30 s, with jitter, so that a restarted server is not met by everyone at once. */
export function backoff(/** @type {number} */ attempt, base = 1000, random = Math.random) {
  const most = Math.min(30_000, base * 2 ** Math.min(attempt, 10));
  return most / 2 + random() * (most / 2);
}

/**
 * Waits, but not longer than until the network or the page comes back.
 * @param {number} milliseconds @param {AbortSignal} [signal] @returns {Promise<void>}
 */
export function pause(milliseconds, signal) {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      document.removeEventListener("visibilitychange", woken);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const woken = () => document.visibilityState === "visible" && done();
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", done);
    document.addEventListener("visibilitychange", woken);
    signal?.addEventListener("abort", done);
  });
}
