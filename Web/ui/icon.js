import { html } from "../vendor/preact-htm.js";

/**
 * A glyph of the sprite that `loadSprite` put into the page; it never speaks, the words beside it do.
 * @param {{name: string, size?: "xs" | "s" | "l" | "xl", class?: string}} props
 */
export function Icon({ name, size, class: more = "" }) {
  return html`<svg class=${`icon ${size ? `icon--${size}` : ""} ${more}`} aria-hidden="true" focusable="false"><use href=${`#i-${name}`} /></svg>`;
}
