import { html } from "../vendor/preact-htm.js";
import { Icon } from "../ui/icon.js";

/**
 * The case's label: shape, word, then colour.
 * @param {{label: string, icon: string, tone: string}} props
 */
export function StateChip({ label, icon, tone }) {
  return html`<span class=${`state-chip state-chip--${tone}`}><${Icon} name=${icon} size="xs" />${label}</span>`;
}
