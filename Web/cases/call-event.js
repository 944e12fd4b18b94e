import { html } from "../vendor/preact-htm.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { AudioPlayer } from "./audio-player.js";

/**
 * A call as it stands in the conversation.
 * @param {{message: import("../lib/types").Message, meta: any}} props
 */
export function CallEvent({ message, meta }) {
  const call = message.call;
  const status = call?.status ?? "ended";
  const seconds = call?.duration ?? null;
  return html`<div class="message__call"><span class=${`message__call-icon message__call-icon--${status}`}><${Icon} name="voice" size="s" /></span>
    <span>${t(`call.${status}`)}<span class="message__inline-meta"><span class="message__file-info">${t(`call.direction.${call?.direction ?? "in"}`)}${seconds === null ? null : ` · ${duration(seconds * 1000)}`}</span>${meta}</span></span></div>
    ${call?.recording ? html`<${AudioPlayer} url=${call.recording} name=${t("call.recording")} seconds=${seconds} />` : null}`;
}
