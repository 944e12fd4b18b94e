import { html } from "../vendor/preact-htm.js";
import { Icon } from "./icon.js";

/**
 * One of the three clocks: window (hourglass), sla (stopwatch), followup (calendar). Never merged.
 * @param {{kind: "window" | "sla" | "followup", tone: "" | "soon" | "over", what: string, text: string}} props
 */
export function Clock({ kind, tone, what, text }) {
  return html`<span class=${`clock clock--${kind} ${tone ? `clock--${tone}` : ""}`} title=${what}><${Icon} name=${kind} size="xs" /><span class="visually-hidden">${what}: </span>${text}</span>`;
}
