/** @type {Map<string, Promise<unknown>>} */
const here = new Map();

/**
 * Runs `work` while no other tab of this site runs work of that name. Without Web Locks (plain http, old browsers, sandboxed
 * frames) it only keeps this tab's own work apart: the server takes repeats, so nothing is lost by that.
 * @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function exclusive(name, work) {
  let begun = false;
  const run = () => {
    begun = true;
    return work();
  };
  if (globalThis.navigator?.locks) {
    try {
      return await navigator.locks.request(name, run);
    } catch (error) {
      if (begun) throw error;
    }
  }
  const previous = here.get(name) ?? Promise.resolve();
  const next = previous.then(run, run);
  here.set(name, next.catch(() => {}));
  return next;
}

/**
 * Tells the other tabs of this site, and hears them.
 * @param {string} name @param {(note: import("./tabs.js").Note) => void} onNote
 */
export function openChannel(name, onNote) {
  if (typeof BroadcastChannel === "undefined") return { tell() {} };
  const channel = new BroadcastChannel(name);
  channel.onmessage = event => onNote(event.data);
  return {
    /** @param {import("./tabs.js").Note} note */
    tell(note) {
      channel.postMessage(note);
    },
  };
}
