import { useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get } from "../lib/api.js";

/**
 * Who the customer may be: at once by their address, 200 ms after the last key by what is typed; an answer that comes late is nobody's.
 * @typedef {{status: "loading" | "ready" | "error", items: import("../lib/types").ContactMatch[]}} Matches
 */
const PAUSE = 200;
/** @type {Matches} */
const waiting = { status: "loading", items: [] };

/** @param {import("../lib/types").Card} card @param {string} asked @param {boolean} on @returns {[Matches, () => void]} */
export function useMatches(card, asked, on) {
  const [found, setFound] = useState(waiting);
  const [attempt, setAttempt] = useState(0);
  const { point } = card.contact;
  useEffect(() => {
    if (!on) { setFound(waiting); return undefined; }
    const cut = new AbortController();
    setFound((held) => ({ ...held, status: "loading" }));
    const timer = setTimeout(async () => {
      try {
        const { items } = await get(`/api/v1/contacts/matches?point=${point.id}${asked ? `&q=${encodeURIComponent(asked)}` : ""}`, { signal: cut.signal });
        if (!cut.signal.aborted) setFound({ status: "ready", items });
      } catch (error) {
        if (cut.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setFound({ status: "error", items: [] });
      }
    }, asked ? PAUSE : 0);
    return () => { clearTimeout(timer); cut.abort(); };
  }, [point.id, card.contact.id, asked, on, attempt]);
  return [found, () => setAttempt((count) => count + 1)];
}
