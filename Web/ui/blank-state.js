import { html } from "../vendor/preact-htm.js";
import { Icon } from "./icon.js";

/**
 * One glyph, one sentence, one action.
 * @param {{icon: string, title: string, text?: string, code?: string, error?: boolean, children?: any}} props
 */
export function BlankState({ icon, title, text, code, error, children }) {
  return html`<div class=${`blank-state ${error ? "blank-state--error" : ""}`} role=${error ? "alert" : undefined}>
    <span class="blank-state__art"><${Icon} name=${icon} size="xl" /></span>
    <h3 class="blank-state__title">${title}</h3>
    ${text ? html`<p class="blank-state__text">${text}</p>` : null}
    ${children ? html`<span class="blank-state__actions">${children}</span>` : null}
    ${code ? html`<span class="blank-state__code">${code}</span>` : null}
  </div>`;
}
