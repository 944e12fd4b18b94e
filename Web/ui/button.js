import { html } from "../vendor/preact-htm.js";
import { Icon } from "./icon.js";

/**
 * A button of one glyph: its name is spoken and shown, with its key.
 * @param {any} props
 */
export function IconButton({ icon, label, shortcut, size, buttonRef, class: more = "", iconSize, ...rest }) {
  return html`<button type="button" ref=${buttonRef} class=${`button button--ghost button--icon ${size ? `button--${size}` : ""} ${more}`}
    aria-label=${label} title=${shortcut ? `${label}  ${shortcut}` : label} aria-keyshortcuts=${shortcut} ...${rest}><${Icon} name=${icon} size=${iconSize} /></button>`;
}
