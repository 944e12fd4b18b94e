import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { mayClose } from "../cases/rights.js";
import { openCase } from "../cases/open-case.js";
import { selectedCard } from "../cases/select.js";
import { unitOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Lazy, withSheet } from "../ui/lazy.js";
import { moveIn } from "../ui/roving.js";
import { useDesk } from "../ui/use-desk.js";

/** @type {("contact" | "history")[]} */
export const TABS = ["contact", "history"];

const loadContactPanel = withSheet("contact-panel", () => import("./contact-panel.js").then((module) => module.ContactPanel));
const loadHistoryList = withSheet("history-list", () => import("./history-list.js").then((module) => module.HistoryList));
/** It comes with the next case. */
function notYet() {}
/** Asked for while the line is broken. */
const leaveHistory = () => dispatch({ type: "side.tab", tab: "contact" });

/** The third column: quick tools of the open case, and the red button at its foot. */
export function SidePanel() {
  const card = useDesk(selectedCard);
  const { facts, tab, drawer, offline, closable } = useDesk((state) => ({ facts: card ? `${state.directory.campaigns[card.campaign]?.name ?? ""} · ${t("case.queueNamed", { queue: state.directory.queues[card.queue]?.name ?? "" })}` : "", tab: (card && state.perCase.tabs[card.id]) ?? "contact", drawer: state.screen.drawer, offline: state.connection.status === "offline", closable: card !== null && mayClose(card, state) }));
  const ref = useRef(/** @type {any} */ (null));
  useEffect(() => { if (drawer) ref.current.querySelector('[role="tab"][aria-selected="true"]')?.focus(); }, [drawer]);
  if (!card) return html`<aside class="side-panel side-panel--empty" aria-label=${t("side.label")}></aside>`;
  const leave = () => dispatch({ type: "drawer", open: false });
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (moveIn(event, ref.current, '[role="tab"]')) dispatch({ type: "side.tab", tab: /** @type {HTMLElement} */ (document.activeElement).dataset.tab });
  };
  const unit = unitOf(card);
  return html`<aside ref=${ref} class=${`side-panel ${drawer ? "side-panel--drawer" : ""}`} aria-label=${t("side.label")} data-region tabindex="-1" onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && drawer) { event.stopPropagation(); leave(); } }}>
    <header class="side-panel__bar"><${IconButton} icon="arrow-left" label=${t("action.back")} onClick=${() => (history.state?.pane === "contact" ? history.back() : openCase(card.number, { pane: "conversation" }))} /><div><h2 class="side-panel__title">${t("side.case", { unit, number: card.number })}</h2><p class="side-panel__facts">${facts}</p></div></header>
    <div class="tabs side-panel__tabs"><div class="side-panel__tablist" role="tablist" aria-label=${t("side.label")} onKeyDown=${onKeyDown}>
      ${TABS.map((one) => html`<button key=${one} type="button" class="tabs__tab" role="tab" id=${`tab-${one}`} data-tab=${one} aria-selected=${String(tab === one)} aria-controls="side-body" tabindex=${tab === one ? 0 : -1} onClick=${() => dispatch({ type: "side.tab", tab: one })}>${t(`side.${one}`)}</button>`)}
      </div>${drawer ? html`<${IconButton} icon="close" label=${t("action.close")} class="side-panel__close" onClick=${leave} />` : null}
    </div>
    <div class="side-panel__body" id="side-body" role="tabpanel" aria-labelledby=${`tab-${tab}`} key=${`${card.id}-${tab}`}>${tab === "contact" ? html`<${Lazy} key="contact" load=${loadContactPanel} failed=${notYet} card=${card} />` : html`<${Lazy} key="history" load=${loadHistoryList} failed=${leaveHistory} card=${card} />`}</div>
    ${closable ? html`<div class="side-panel__foot"><button type="button" class="button button--danger button--l button--block" data-testid="close-case" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined}
      onClick=${() => dispatch({ type: "dialog", dialog: { kind: "close", case: card.id } })}>${t("close.confirm", { unit })}</button>${offline ? html`<p class="side-panel__why">${t("error.offlineAct")}</p>` : null}</div>` : null}
  </aside>`;
}
