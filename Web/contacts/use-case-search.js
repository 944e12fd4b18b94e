import { useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get } from "../lib/api.js";

/**
 * The customer's cases that words or a number name, 200 ms after the last key.
 * @typedef {{status: "loading" | "ready" | "error", items: import("../lib/types").CustomerCase[]}} FoundCases
 */
const PAUSE = 200;

/** @param {import("../lib/types").Card} card @param {string} asked @returns {FoundCases} */
export function useCaseSearch(card, asked) {
  const [found, setFound] = useState(/** @type {FoundCases} */ ({ status: "loading", items: [] }));
  useEffect(() => {
    if (!asked) { setFound({ status: "loading", items: [] }); return undefined; }
    const cut = new AbortController();
    setFound((held) => ({ ...held, status: "loading" }));
    const timer = setTimeout(async () => {
      try {
        const { items } = await get(`/api/v1/cases/${card.id}/history?limit=50&q=${encodeURIComponent(asked)}`, { signal: cut.signal });
        if (!cut.signal.aborted) setFound({ status: "ready", items });
      } catch (error) {
        if (cut.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setFound({ status: "error", items: [] });
      }
    }, PAUSE);
    return () => { clearTimeout(timer); cut.abort(); };
  }, [card.id, asked]);
  return found;
}
