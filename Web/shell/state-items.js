import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { setMyState } from "./account-actions.js";
import { LOOK, Since } from "./status-button.js";

/**
 * The choice of another state, and what it does to my cases.
 * @param {{state: import("../lib/types").AgentState, why: string}} props
 */
export function StateItems({ state, why: reason }) {
  const { breaks, open, offers, offline } = useDesk((all) => ({
    breaks: all.directory.breaks, open: all.me?.counts.open ?? 0, offline: all.connection.status === "offline",
    offers: Object.values(all.cases.byId).filter((card) => card.state === "offered" && card.agent === all.me?.id).length,
  }));
  const item = (/** @type {string} */ key, /** @type {"available" | "busy" | "break" | "offline"} */ to, /** @type {string} */ text, /** @type {{why?: string, minutes?: number | null, paid?: boolean}} */ { why, minutes, paid } = {}) => {
    const checked = state.state === to && (to !== "break" || state.reason === why);
    const [glyph, tone] = LOOK[to] ?? ["open", ""];
    return html`<button key=${key} type="button" class="menu__item" role="menuitemradio" tabindex="-1" aria-checked=${String(checked)} aria-disabled=${offline ? "true" : undefined} title=${offline ? t("error.offlineAct") : undefined} data-testid=${`status-${key}`} onClick=${() => { if (!checked && !offline) void setMyState(to, why); }}>
      <${Icon} name=${glyph} size="s" class=${`status-button__light ${tone ? `status-button__light--${tone}` : ""}`} />${text}${checked ? html`<span class="menu__end"><${Since} at=${state.since} /></span>` : paid ? html`<span class="menu__end">${t("state.paid", { minutes: minutes ?? 0 })}</span>` : minutes ? html`<span class="menu__end">${t("state.minutes", { count: minutes })}</span>` : null}</button>`;
  };
  return html`<p class="menu__title" role="presentation">${t("state.mine")}</p>
    ${reason ? html`<p class="menu__foot" role="presentation" data-testid="status-why">${reason}</p>` : null}
    ${item("available", "available", t("state.available"))}
    ${item("busy", "busy", t("state.busy"))}
    ${breaks.length > 0 ? html`<p class="menu__title" role="presentation">${t("state.break")}</p>` : null}
    ${breaks.map((one) => item(`break-${one.id}`, "break", one.name, { why: one.id, minutes: one.minutes, paid: one.paid }))}
    <hr class="menu__line" role="presentation" />
    ${item("offline", "offline", t("state.offline"))}
    <p class="menu__foot" role="presentation">${t("state.foot", { count: open })}${offers > 0 ? ` ${t("state.footOffers", { count: offers })}` : ""}</p>`;
}
