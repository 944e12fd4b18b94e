import { html } from "../vendor/preact-htm.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { useNow } from "../ui/use-now.js";

const ROUND = 2 * Math.PI * 8;

/**
 * What is left of an offer: a ring that empties, and the words.
 * @param {{from: string | null, to: string}} props
 */
export function Deadline({ from, to }) {
  const now = useNow();
  const left = Math.max(0, Date.parse(to) - now);
  const whole = Math.max(1000, from ? Date.parse(to) - Date.parse(from) : 60_000);
  return html`<span class="case-card__deadline"><svg class="case-card__ring" viewBox="0 0 20 20" aria-hidden="true"><circle class="case-card__ring-track" cx="10" cy="10" r="8" /><circle cx="10" cy="10" r="8" stroke-dasharray=${`${(Math.min(1, left / whole) * ROUND).toFixed(1)} 51`} /></svg>${t("case.openWithin", { time: duration(left + 999) })}</span>`;
}
