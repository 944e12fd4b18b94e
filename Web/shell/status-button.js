import { html } from "../vendor/preact-htm.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { setMyState } from "./account-actions.js";
import { stateWords } from "./state-words.js";

/** @type {Record<string, [icon: string, light: string]>} */
const LOOK = { available: ["open", ""], busy: ["headset", "busy"], wrapUp: ["tag", "wrapup"], break: ["break", "break"], offline: ["offline", "offline"] };

/** My state, how long it has lasted, and the choice of another. A break past its length asks for an end. */
export function StatusButton() {
  const { state, breaks, open, offers, offline } = useDesk((all) => ({
    state: all.me?.state, breaks: all.directory.breaks, open: all.me?.counts.open ?? 0, offline: all.connection.status === "offline",
    offers: Object.values(all.cases.byId).filter((card) => card.state === "offered" && card.agent === all.me?.id).length,
  }));
  const reason = breaks.find((one) => one.id === state?.reason);
  const over = useOverdue(state, reason?.minutes ?? null);
  if (!state) return null;
  const [icon, light] = LOOK[state.state] ?? ["open", ""];
  const words = stateWords(state, breaks);
  const label = state.state === "break" && reason ? reason.name : t(`state.${state.state}`);
  // What set a state that I did not choose.
  const why = words === label ? "" : words;
  const item = (/** @type {string} */ key, /** @type {"available" | "busy" | "break" | "offline"} */ to, /** @type {string} */ text, /** @type {{why?: string, minutes?: number | null, paid?: boolean}} */ { why, minutes, paid } = {}) => {
    const checked = state.state === to && (to !== "break" || state.reason === why);
    const [glyph, tone] = LOOK[to] ?? ["open", ""];
    return html`<button key=${key} type="button" class="menu__item" role="menuitemradio" tabindex="-1" aria-checked=${String(checked)} aria-disabled=${offline ? "true" : undefined} title=${offline ? t("error.offlineAct") : undefined} data-testid=${`status-${key}`} onClick=${() => { if (!checked && !offline) void setMyState(to, why); }}>
      <${Icon} name=${glyph} size="s" class=${`status-button__light ${tone ? `status-button__light--${tone}` : ""}`} />${text}${checked ? html`<span class="menu__end"><${Since} at=${state.since} /></span>` : paid ? html`<span class="menu__end">${t("state.paid", { minutes: minutes ?? 0 })}</span>` : minutes ? html`<span class="menu__end">${t("state.minutes", { count: minutes })}</span>` : null}</button>`;
  };
  return html`<button type="button" class=${`status-button ${over ? "status-button--over" : ""}`} popovertarget="menu-status" aria-haspopup="menu" aria-keyshortcuts="S" data-testid="status-button" data-state=${state.state}
      aria-label=${over ? t("state.labelOver", { state: label, minutes: reason?.minutes ?? 0 }) : t("state.label", { state: why ? `${label}, ${why}` : label })} title=${over ? t("state.over", { minutes: reason?.minutes ?? 0 }) : `${why || t("state.mine")}  S`}>
      <${Icon} name=${over ? "alert" : icon} size="s" class=${`status-button__light ${light ? `status-button__light--${light}` : ""}`} /><span class="status-button__label">${label}</span>
      <time class="status-button__time" title=${t(state.until ? "state.left" : "state.since")}>${state.until ? html`<${Left} to=${state.until} />` : html`<${Since} at=${state.since} />`}</time><${Icon} name="chevron-down" size="s" class="status-button__chevron" /></button>
    <span class="visually-hidden" role="status">${over ? t("state.over", { minutes: reason?.minutes ?? 0 }) : ""}</span>
    <${Menu} id="menu-status" side="end" label=${t("state.mine")}>
      <p class="menu__title" role="presentation">${t("state.mine")}</p>
      ${why ? html`<p class="menu__foot" role="presentation" data-testid="status-why">${why}</p>` : null}
      ${item("available", "available", t("state.available"))}
      ${item("busy", "busy", t("state.busy"))}
      ${breaks.length > 0 ? html`<p class="menu__title" role="presentation">${t("state.break")}</p>` : null}
      ${breaks.map((one) => item(`break-${one.id}`, "break", one.name, { why: one.id, minutes: one.minutes, paid: one.paid }))}
      <hr class="menu__line" role="presentation" />
      ${item("offline", "offline", t("state.offline"))}
      <p class="menu__foot" role="presentation">${t("state.foot", { count: open })}${offers > 0 ? ` ${t("state.footOffers", { count: offers })}` : ""}</p>
    </${Menu}>`;
}

/**
 * Whether the break has lasted longer than it may.
 * @param {import("../lib/types").AgentState | null | undefined} state
 * @param {number | null} minutes
 */
function useOverdue(state, minutes) {
  const now = useNow(state?.state === "break" && minutes !== null);
  return state?.state === "break" && minutes !== null && now - Date.parse(state.since) > minutes * 60_000;
}

/**
 * What is left of a state that ends by itself.
 * @param {{to: string}} props
 */
function Left({ to }) {
  const now = useNow();
  return html`${duration(Date.parse(to) - now + 999)}`;
}

/** @param {{at: string}} props */
function Since({ at }) {
  const now = useNow();
  return html`${duration(now - Date.parse(at))}`;
}
