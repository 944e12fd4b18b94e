import { useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get } from "../lib/api.js";
import { isSearchable } from "./palette-items.js";

/**
 * The server's part of a search: cases, contacts and messages, 150 ms after the last key; an answer that comes late is nobody's.
 * @typedef {import("../lib/types").Card} Card
 * @typedef {{message: {id: string, at: string}, snippet: {text: string, marks: [number, number][]}, case: Card}} FoundMessage
 * @typedef {{cases: Card[], contacts: import("../lib/types").Contact[], messages: FoundMessage[], indexing: boolean}} Answer
 * @typedef {Answer & {status: "none" | "searching" | "ready" | "error", took: number, error: {status: number, code: string} | null}} Found
 */
const PAUSE = 150;
/** As the server takes it. */
const LONGEST = 500;
/** @type {Found} */
const nothing = { status: "none", cases: [], contacts: [], messages: [], indexing: false, took: 0, error: null };

/** @param {string} query @param {boolean} on @returns {[Found, () => void]} */
export function useSearch(query, on) {
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
        const { cases, contacts, messages, indexing } = await get(`/api/v1/search?q=${encodeURIComponent(asked.slice(0, LONGEST))}&limit=5`, { signal: cut.signal });
        if (!cut.signal.aborted) setFound({ status: "ready", cases: cases.items, contacts: contacts.items, messages: messages.items, indexing, took: Math.round(performance.now() - began), error: null });
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
