import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";

/** @type {Record<string, [icon: string, tone: string]>} */
const LOOK = { pending: ["pending", ""], uncertain: ["help", "uncertain"], sent: ["sent", ""], delivered: ["delivered", ""], read: ["delivered", "read"], failed: ["failed", "failed"] };

/**
 * How far a message got: a glyph, and the word for readers.
 * @param {{status: string | null}} props
 */
export function Tick({ status }) {
  const look = status ? LOOK[status] : undefined;
  if (!look) return null;
  const [icon, tone] = look;
  return html`<${Icon} name=${icon} size="s" class=${`message__tick ${tone ? `message__tick--${tone}` : ""}`} /><span class="visually-hidden">${t(`status.${status}`)}</span>`;
}
