import { html } from "../vendor/preact-htm.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useNow } from "../ui/use-now.js";

/**
 * A call of the open case while it rings or lasts. It is answered on the telephone: audio in the browser comes later, and the button says so.
 * @param {{call: import("../lib/types").LiveCall}} props
 */
export function CallBar({ call }) {
  const now = useNow();
  const words = t(`call.${call.status === "ringing" && call.direction === "out" ? "calling" : call.status}`);
  return html`<div class=${`call-bar call-bar--${call.status}`} role="group" aria-label=${words} data-testid="call-bar">
    <span class="call-bar__icon"><${Icon} name="voice" size="s" /></span>
    <span class="call-bar__text"><span role="status">${words}</span> <time class="call-bar__time">${duration(now - Date.parse(call.startedAt))}</time></span>
    <span class="call-bar__why" id="call-why">${t("call.onPhone")}</span>
    <button type="button" class="button button--s" aria-disabled="true" aria-describedby="call-why" title=${t("call.later")} onClick=${(/** @type {Event} */ event) => event.preventDefault()}><${Icon} name="mic" size="xs" />${t("call.later")}</button>
  </div>`;
}
