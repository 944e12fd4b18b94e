import { useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get } from "../lib/api.js";
import { isSearchable } from "./palette-items.js";

/**
 * The server's part of a search: contacts, 150 ms after the last key; an answer that comes late is nobody's.
 * @typedef {{status: "none" | "searching" | "ready" | "error", contacts: import("../lib/types").Contact[], took: number, error: {status: number, code: string} | null}} Found
 */
const PAUSE = 150;
/** @type {Found} */
const nothing = { status: "none", contacts: [], took: 0, error: null };

/** @param {string} query @param {boolean} on @returns {[Found, () => void]} */
export function useContactSearch(query, on) {
  const [found, setFound] = useState(nothing);
  const [attempt, setAttempt] = useState(0);
  const asked = query.trim();
  useEffect(() => {
    if (!on || !isSearchable(asked)) { setFound(nothing); return undefined; }
    const cut = new AbortController();
    setFound((held) => ({ ...held, status: "searching" }));
    const timer = setTimeout(async () => {
      const began = performance.now();
      try {
        const { items } = await get(`/api/v1/contacts?q=${encodeURIComponent(asked.slice(0, 200))}&limit=6`, { signal: cut.signal });
        if (!cut.signal.aborted) setFound({ status: "ready", contacts: items, took: Math.round(performance.now() - began), error: null });
      } catch (error) {
        if (cut.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setFound({ ...nothing, status: "error", error: { status: error.status, code: error.problem.id ?? error.code } });
      }
    }, PAUSE);
    return () => { clearTimeout(timer); cut.abort(); };
  }, [asked, on, attempt]);
  return [found, () => setAttempt((count) => count + 1)];
}
