import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { viaOf, windowLeft } from "./reply-channel.js";
import { windowWords } from "./header-window.js";

/**
 * One of the customer's channels in the list of the composer: our line, their address, and until when it is open.
 * @param {{case: string, channel: import("../lib/types").ReplyChannel, chosen: boolean, now: number}} props
 */
export function ChannelChoice({ case: caseId, channel, chosen, now }) {
  const line = useDesk((state) => state.directory.accounts[channel.account]?.alias ?? "");
  const left = windowLeft(channel.window, now);
  return html`<button type="button" class="menu__item" role="menuitemradio" tabindex="-1" aria-checked=${String(chosen)} data-testid="channel-choice" data-channel=${channel.channel} onClick=${() => chooseChannel(caseId, channel)}>
    <${ChannelGlyph} channel=${channel.channel} size="s" /><span class="menu__text">${t(`channel.${channel.channel}`)}<span class="menu__sub">${[channel.display, line].filter(Boolean).join(" · ")}</span></span>
    ${left ? html`<span class=${`clock clock--${left.tone}`}><${Icon} name="window" size="xs" />${windowWords(left)}</span>` : null}<${Icon} name="check" size="s" class="menu__check" /></button>`;
}

/** @param {string} caseId @param {import("../lib/types").ReplyChannel} channel */
export function chooseChannel(caseId, channel) {
  dispatch({ type: "via", case: caseId, via: channel.current ? null : viaOf(channel) });
  dispatch({ type: "mode", mode: "text" });
}
