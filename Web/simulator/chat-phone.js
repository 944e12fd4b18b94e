import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { clock } from "./clock.js";
import { IconButton } from "../ui/button.js";
import { CHAT } from "./reduce.js";
import { dispatch, useSimulator } from "./simulator.js";

/** A telephone at the shop's site: the real chat, in a frame. */
export function ChatPhone() {
  const account = useSimulator((state) => state.webchat);
  return html`<section class="phone-place" aria-label=${t("chat.label")} data-testid="chat-phone" data-phone=${CHAT}>
    <div class="phone-place__strip"><span class="phone-place__name">${t("chat.label")}</span>
      <${IconButton} icon="close" size="s" label=${t("phone.hide", { name: t("chat.label") })} onClick=${() => dispatch({ type: "hide", phone: CHAT })} /></div>
    <div class="phone"><div class="phone__screen">
      <div class="phone__status phone__status--plain" aria-hidden="true"><span>${clock(Date.now())}</span><span>4G</span></div>
      <iframe class="phone__frame" title=${t("chat.label")} src=${`/simulator/chat?account=${encodeURIComponent(account ?? "")}`}></iframe>
    </div></div>
  </section>`;
}
