import { useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, get } from "../lib/api.js";

/**
 * @typedef {{status: "loading" | "ready" | "error", items: any[], totals: any, next: string | null, error: ApiError | null, more: boolean}} Report
 */

/**
 * A report's rows, page by page; what came late for another question is let go.
 * @param {string} name
 * @param {string} query
 * @returns {Report & {loadMore: () => void, again: () => void}}
 */
export function useReport(name, query) {
  const [asked, setAsked] = useState(0);
  const [held, setHeld] = useState(/** @type {Report & {of: string}} */ (blank("")));
  const of = `${name}?${query}#${asked}`;
  const read = (/** @type {string | null} */ cursor) => {
    get(`/api/v1/reports/${name}?${query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, { aside: cursor !== null }).then(
      (page) => setHeld((now) => (now.of !== of ? now : { ...now, status: "ready", items: cursor ? [...now.items, ...page.items] : page.items, totals: page.totals ?? now.totals, next: page.next, more: false, error: null })),
      (error) => { if (!(error instanceof ApiError)) throw error; setHeld((now) => (now.of !== of ? now : { ...now, status: cursor ? "ready" : "error", more: false, error })); },
    );
  };
  useEffect(() => { setHeld(blank(of)); read(null); }, [of]);
  const loadMore = () => { if (held.of === of && held.next && !held.more) { setHeld({ ...held, more: true }); read(held.next); } };
  return { ...(held.of === of ? held : blank(of)), loadMore, again: () => setAsked(asked + 1) };
}

/** @param {string} of @returns {Report & {of: string}} */
const blank = (of) => ({ of, status: "loading", items: [], totals: null, next: null, error: null, more: false });
