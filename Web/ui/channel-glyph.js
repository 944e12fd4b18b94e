import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "./icon.js";

/** @param {{channel: string, size?: "xs" | "s"}} props */
export function ChannelGlyph({ channel, size }) {
  const name = t(`channel.${channel}`);
  return html`<span class=${`channel-glyph channel-glyph--${channel}`} role="img" aria-label=${name} title=${name}><${Icon} name=${channel} size=${size} /></span>`;
}
