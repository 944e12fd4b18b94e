import { html } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useNow } from "../ui/use-now.js";
import { Sound } from "./sound.js";

/**
 * A call as it stands in the conversation; while it lasts, its time runs.
 * @param {{message: import("../lib/types").Message, meta: any}} props
 */
export function CallEvent({ message, meta }) {
  const call = message.call;
  const status = call?.status ?? "ended";
  const live = status === "ringing" || status === "answered";
  const now = useNow(live);
  const seconds = call?.duration ?? null;
  const lasts = live ? Math.max(0, (now || serverNow()) - Date.parse(message.at)) : seconds === null ? null : seconds * 1000;
  return html`<div class="message__call"><span class=${`message__call-icon message__call-icon--${status}`}><${Icon} name="voice" size="s" /></span>
    <span>${t(`call.${status === "ringing" && call?.direction === "out" ? "calling" : status}`)}<span class="message__inline-meta"><span class="message__file-info">${t(`call.direction.${call?.direction ?? "in"}`)}${lasts === null ? null : ` · ${duration(lasts)}`}</span>${meta}</span></span></div>
    ${call?.recording ? html`<${Sound} id=${`call-${call.callId}`} url=${call.recording} size=${0} name=${t("call.recording")} seconds=${seconds} />` : null}`;
}
