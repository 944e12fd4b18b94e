import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { ring, setCall } from "./acts.js";
import { dispatch, useSimulator } from "./simulator.js";

/**
 * A telephone that calls the desk.
 * @param {{id: string}} props
 */
export function CallPhone({ id }) {
  const phone = useSimulator((state) => state.phones[id]);
  const [, tick] = useState(0);
  const call = phone?.call;
  const isLive = call?.status === "answered" || call?.status === "ringing";
  useEffect(() => {
    if (!isLive) return;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [isLive]);
  if (!phone) return null;
  const seconds = call?.answeredAt ? Math.max(0, Math.floor(((call.endedAt ?? Date.now()) - call.answeredAt) / 1000)) : 0;
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return html`<section class="phone-place" aria-label=${t("phone.label", { name: phone.name })} data-testid="call-phone" data-phone=${id} data-status=${call?.status ?? "idle"}>
    <div class="phone-place__strip"><span class="phone-place__name">${phone.name}</span>
      <${IconButton} icon="close" size="s" label=${t("phone.hide", { name: phone.name })} onClick=${() => dispatch({ type: "hide", phone: id })} /></div>
    <div class="phone"><div class="phone__screen phone__screen--call">
      <span class="phone__avatar phone__avatar--big"><${Icon} name="voice" size="xl" /></span>
      <p class="phone__caller">${phone.display}</p>
      <p class="phone__state" role="status">${call ? t(`call.${call.status}`) : t("call.idle")}${call?.answeredAt ? ` · ${clock}` : ""}</p>
      <div class="phone__keys">
        ${!isLive ? html`<button class="button button--primary button--l" type="button" data-testid="call-ring" onClick=${() => ring(id)}><${Icon} name="voice" size="s" />${t("call.ring")}</button>` : null}
        ${call?.status === "ringing" ? html`<button class="button button--l" type="button" data-testid="call-answer" onClick=${() => setCall(id, "answered")}>${t("call.answer")}</button>
          <button class="button button--danger button--l" type="button" data-testid="call-miss" onClick=${() => setCall(id, "missed")}>${t("call.giveUp")}</button>` : null}
        ${call?.status === "answered" ? html`<button class="button button--danger button--l" type="button" data-testid="call-end" onClick=${() => setCall(id, "ended")}>${t("call.hangUp")}</button>` : null}
      </div>
    </div></div>
  </section>`;
}
