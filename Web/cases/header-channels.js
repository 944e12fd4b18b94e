import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { chooseChannel } from "./channel-choice.js";
import { viaOf } from "./reply-channel.js";

/**
 * The customer's channels, the last used first; the pressed one takes the reply. A single one is only shown.
 * @param {{case: string, channels: import("../lib/types").ReplyChannel[], chosen: import("../lib/types").ReplyChannel, held: boolean}} props
 */
export function HeaderChannels({ case: caseId, channels, chosen, held }) {
  if (channels.length < 2 || !held) return html`<span class="conversation__channels conversation__channels--one"><${ChannelGlyph} channel=${chosen.channel} /></span>`;
  return html`<span class="conversation__channels" role="group" aria-label=${t("composer.channels")}>${channels.map((one, index) => {
    const pressed = viaOf(one) === viaOf(chosen);
    const words = t("channel.replyBy", { channel: one.channel, name: t(`channel.${one.channel}`), address: one.display, last: index === 0 ? "yes" : "no" });
    return html`<button key=${viaOf(one)} type="button" class="conversation__channel" aria-pressed=${String(pressed)} aria-label=${words} title=${words} onClick=${() => chooseChannel(caseId, one)}><span aria-hidden="true"><${ChannelGlyph} channel=${one.channel} /></span></button>`;
  })}</span>`;
}
