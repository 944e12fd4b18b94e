import { html } from "../vendor/preact-htm.js";
import { initials } from "../lib/format.js";

/**
 * Initials, neutral on purpose; only mine is tinted.
 * @param {{name: string | null, size?: string, me?: boolean, title?: string}} props
 */
export function Avatar({ name, size, me, title }) {
  return html`<span class=${`avatar ${size ? `avatar--${size}` : ""} ${me ? "avatar--me" : ""}`} title=${title} aria-hidden="true">${initials(name)}</span>`;
}
