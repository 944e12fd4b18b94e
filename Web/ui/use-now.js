import { useEffect, useState } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";

/** The server's time, once a second while `on`, else once a minute. All watchers tick together. */
/** @type {Set<() => void>} */
const watchers = new Set();
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

/** @param {boolean} [on] */
export function useNow(on = true) {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (!on) { const slow = setInterval(() => setNow(serverNow()), 60_000); return () => clearInterval(slow); }
    const tick = () => setNow(serverNow());
    watchers.add(tick);
    timer ??= setInterval(() => { for (const watcher of [...watchers]) watcher(); }, 1000);
    tick();
    return () => {
      watchers.delete(tick);
      if (watchers.size === 0) { clearInterval(timer); timer = undefined; }
    };
  }, [on]);
  return now;
}
