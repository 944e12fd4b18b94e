import { useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get } from "../lib/api.js";
import { onFrames } from "../lib/frames.js";
import { useDesk } from "../ui/use-desk.js";
import { progressed } from "./import-shape.js";

/** Its progress is told. It is looked at only for what may have been missed: rarely while the stream stands, and while it does not. */
const [RARELY, BLIND] = [30_000, 5000];

/** @type {Set<(told: ContactImport) => void>} */
const watching = new Set();
onFrames((frames) => { for (const { kind, data } of frames) if (kind === "import.progress") for (const run of watching) run(data); });

/**
 * One import as the server has it; while it runs it is looked at again.
 * @typedef {import("./import-shape.js").ContactImport} ContactImport
 * @param {string} id
 * @returns {[held: {import: ContactImport | null, error: ApiError | null}, again: () => void, set: (found: ContactImport) => void]}
 */
export function useImport(id) {
  const [held, setHeld] = useState(/** @type {{of: string, import: ContactImport | null, error: ApiError | null, looks: number}} */ ({ of: "", import: null, error: null, looks: 0 }));
  const streams = useDesk((state) => state.connection.status === "live" || state.connection.status === "back");
  const runs = held.of === id && held.import !== null && held.import.state === "running";
  useEffect(() => {
    if (!id) return undefined;
    let late = false;
    const look = () => get(`/api/v1/contact-imports/${id}`).then(
      (found) => { if (!late) setHeld((now) => ({ of: id, import: found, error: null, looks: now.looks + 1 })); },
      (error) => {
        if (late) return;
        if (!(error instanceof ApiError)) throw error;
        // What is known of one that runs stays on the screen; the next look may answer.
        setHeld((now) => ({ of: id, import: now.of === id ? now.import : null, error: now.of === id && now.import && error.isPassing ? null : error, looks: now.looks + 1 }));
      });
    if (held.of !== id || held.looks < 0) { void look(); return () => { late = true; }; }
    if (!runs) return undefined;
    const timer = setTimeout(look, streams ? RARELY : BLIND);
    return () => { late = true; clearTimeout(timer); };
  }, [id, held.of, held.looks, runs, streams]);
  useEffect(() => {
    const run = (/** @type {ContactImport} */ told) => setHeld((now) => (now.of === id && now.import && told.id === id ? { ...now, import: progressed(now.import, told) } : now));
    watching.add(run);
    return () => { watching.delete(run); };
  }, [id]);
  const shown = held.of === id ? held : { import: null, error: null };
  return [shown, () => setHeld({ of: id, import: null, error: null, looks: -1 }), (found) => setHeld((now) => ({ of: id, import: found, error: null, looks: Math.max(0, now.looks) + 1 }))];
}
