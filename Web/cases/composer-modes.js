import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useNow } from "../ui/use-now.js";
import { ChannelChoice } from "./channel-choice.js";

/**
 * By which channel the customer is answered, or a note among colleagues. The channel opens a list where there are several.
 * @param {{card: import("../lib/types").Card, channel: import("../lib/types").ReplyChannel, channels: import("../lib/types").ReplyChannel[], mine: boolean, note: boolean, draft: import("../lib/types").LocalDraft}} props
 */
export function ComposerModes({ card, channel, channels, mine, note, draft }) {
  const now = useNow(false);
  const several = channels.length > 1;
  const reply = () => dispatch({ type: "mode", mode: "text" });
  return html`<div class="composer__modes" role="group" aria-label=${t("composer.modes")}>
    <button type="button" class="composer__mode" aria-pressed=${String(!note)} disabled=${!mine} title=${mine ? undefined : t("composer.heldText")} aria-haspopup=${several ? "menu" : undefined} popovertarget=${several && !note ? "menu-channel" : undefined} onClick=${note ? reply : undefined} data-testid="composer-channel">
      <${ChannelGlyph} channel=${channel.channel} size="s" />${t(`channel.${channel.channel}`)}${several && !note ? html`<${Icon} name="chevron-down" size="xs" />` : null}</button>
    <button type="button" class="composer__mode" aria-pressed=${String(note)} aria-keyshortcuts="M" title=${`${t("composer.note")}  M`} onClick=${() => dispatch({ type: "mode", mode: "note" })}><${Icon} name="note" size="s" />${t("composer.note")}</button>
    <span class="composer__draft" aria-live="off">${draft.text || draft.files.length ? t(`composer.draft.${draft.state === "saved" ? "saved" : "here"}`) : ""}</span>
    ${several ? html`<${Menu} id="menu-channel" side="above" label=${t("composer.channels")}>${channels.map((one) => html`<${ChannelChoice} key=${`${one.account}${one.point}`} case=${card.id} channel=${one} chosen=${one === channel} now=${now} />`)}</${Menu}>` : null}
  </div>`;
}
