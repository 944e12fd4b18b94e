import { html } from "../vendor/preact-htm.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Lazy } from "../ui/lazy.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { loadStates, notCome } from "./later.js";
import { stateWords } from "./state-words.js";

/** @type {Record<string, [icon: string, light: string]>} */
export const LOOK = { available: ["open", ""], busy: ["headset", "busy"], wrapUp: ["tag", "wrapup"], break: ["break", "break"], offline: ["offline", "offline"] };

/** My state, how long it has lasted, and the choice of another. A break past its length asks for an end. */
export function StatusButton() {
  const { state, breaks } = useDesk((all) => ({ state: all.me?.state, breaks: all.directory.breaks }));
  const reason = breaks.find((one) => one.id === state?.reason);
  const over = useOverdue(state, reason?.minutes ?? null);
  if (!state) return null;
  const [icon, light] = LOOK[state.state] ?? ["open", ""];
  const words = stateWords(state, breaks);
  const label = state.state === "break" && reason ? reason.name : t(`state.${state.state}`);
  // What set a state that I did not choose.
  const why = words === label ? "" : words;
  return html`<button type="button" class=${`status-button ${over ? "status-button--over" : ""}`} popovertarget="menu-status" aria-haspopup="menu" aria-keyshortcuts="S" data-testid="status-button" data-state=${state.state}
      aria-label=${over ? t("state.labelOver", { state: label, minutes: reason?.minutes ?? 0 }) : t("state.label", { state: why ? `${label}, ${why}` : label })} title=${over ? t("state.over", { minutes: reason?.minutes ?? 0 }) : `${why || t("state.mine")}  S`}>
      <${Icon} name=${over ? "alert" : icon} size="s" class=${`status-button__light ${light ? `status-button__light--${light}` : ""}`} /><span class="status-button__label">${label}</span>
      <time class="status-button__time" title=${t(state.until ? "state.left" : "state.since")}>${state.until ? html`<${Left} to=${state.until} />` : html`<${Since} at=${state.since} />`}</time><${Icon} name="chevron-down" size="s" class="status-button__chevron" /></button>
    <span class="visually-hidden" role="status">${over ? t("state.over", { minutes: reason?.minutes ?? 0 }) : ""}</span>
    <${Menu} id="menu-status" side="end" label=${t("state.mine")}><${Lazy} load=${loadStates} failed=${notCome} state=${state} why=${why} /></${Menu}>`;
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
export function Since({ at }) {
  const now = useNow();
  return html`${duration(now - Date.parse(at))}`;
}
