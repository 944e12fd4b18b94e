import { html, useEffect, useState } from "../vendor/preact-htm.js";

/**
 * The shape of what is coming, only after 150 ms of waiting.
 * @param {{kind: "cards" | "messages" | "rows", label: string}} props
 */
export function Skeleton({ kind, label }) {
  const [late, setLate] = useState(false);
  useEffect(() => { const timer = setTimeout(() => setLate(true), 150); return () => clearTimeout(timer); }, []);
  if (!late) return html`<div class="skeleton-wait" role="status" aria-label=${label}></div>`;
  const shapes = kind === "cards" ? [0, 1, 2, 3].map(() => card) : kind === "messages" ? [0, 1, 2].map((index) => bubble(index)) : [0, 1, 2, 3].map(() => row);
  return html`<div class=${`skeleton-group skeleton-group--${kind}`} role="status" aria-busy="true" aria-label=${label}>${shapes}</div>`;
}

const card = html`<div class="skeleton-card"><span class="skeleton skeleton--round"></span><span class="skeleton-card__lines"><span class="skeleton skeleton--title skeleton--w60"></span><span class="skeleton skeleton--w90"></span><span class="skeleton skeleton--w40"></span></span></div>`;
const row = html`<span class="skeleton skeleton--w90"></span>`;
const bubble = (/** @type {number} */ index) => html`<span class=${`skeleton skeleton--bubble ${index % 2 ? "skeleton--mine" : "skeleton--w60"}`}></span>`;

/**
 * A skeleton that was shown stays for 300 ms: one that flickers tells nothing.
 * @param {boolean} loading
 */
export function useLongEnough(loading) {
  const [shown, setShown] = useState(loading);
  const [since] = useState(() => performance.now());
  useEffect(() => {
    if (loading) { setShown(true); return undefined; }
    const seen = performance.now() - since - 150;
    if (seen < 0 || seen > 300) { setShown(false); return undefined; }
    const timer = setTimeout(() => setShown(false), 300 - seen);
    return () => clearTimeout(timer);
  }, [loading]);
  return loading || shown;
}
