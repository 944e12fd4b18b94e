import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { openCase } from "../cases/open-case.js";
import { mayClose } from "../cases/rights.js";
import { selectedCard } from "../cases/select.js";
import { unitOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { IconButton } from "../ui/button.js";
import { Lazy } from "../ui/lazy.js";
import { moveIn } from "../ui/roving.js";
import { useDesk } from "../ui/use-desk.js";
import { EndButton } from "./end-button.js";
import { TABS, tabOf, tabsOf } from "./tabs.js";

/** Asked for while the line is broken: the next look at the tab asks again. */
const notLoaded = () => toast(t("error.offlineAct"), "alert");

/** The third column: quick tools of the open case, and the red button at its foot. */
export function SidePanel() {
  const card = useDesk(selectedCard);
  const { facts, tabs, tab, drawer, closable } = useDesk((state) => ({ facts: card ? `${state.directory.campaigns[card.campaign]?.name ?? ""} · ${t("case.queueNamed", { queue: state.directory.queues[card.queue]?.name ?? "" })}` : "", tabs: card ? tabsOf(card, state).join(" ") : "", tab: card ? tabOf(card, state) : "contact", drawer: state.screen.drawer, closable: card !== null && mayClose(card, state) }));
  const ref = useRef(/** @type {any} */ (null));
  useEffect(() => { if (drawer) ref.current.querySelector('[role="tab"][aria-selected="true"]')?.focus(); }, [drawer]);
  if (!card) return html`<aside class="side-panel side-panel--empty" aria-label=${t("side.label")}></aside>`;
  const leave = () => dispatch({ type: "drawer", open: false });
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (moveIn(event, ref.current, '[role="tab"]')) dispatch({ type: "side.tab", tab: /** @type {HTMLElement} */ (document.activeElement).dataset.tab });
  };
  const unit = unitOf(card);
  return html`<aside ref=${ref} class=${`side-panel ${drawer ? "side-panel--drawer" : ""}`} aria-label=${t("side.label")} data-region tabindex="-1" onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && drawer && !event.defaultPrevented) { event.stopPropagation(); leave(); } }}>
    <header class="side-panel__bar"><${IconButton} icon="arrow-left" label=${t("action.back")} onClick=${() => (history.state?.pane === "contact" ? history.back() : openCase(card.number, { pane: "conversation" }))} /><div><h2 class="side-panel__title">${t("side.case", { unit, number: card.number })}</h2><p class="side-panel__facts">${facts}</p></div></header>
    <div class="tabs side-panel__tabs"><div class="side-panel__tablist" role="tablist" aria-label=${t("side.label")} onKeyDown=${onKeyDown}>
      ${tabs.split(" ").map((one) => html`<button key=${one} type="button" class="tabs__tab" role="tab" id=${`tab-${one}`} data-tab=${one} aria-selected=${String(tab === one)} aria-controls="side-body" tabindex=${tab === one ? 0 : -1} onClick=${() => dispatch({ type: "side.tab", tab: one })}>${t(`side.${one}`, { unit })}</button>`)}
      </div>${drawer ? html`<${IconButton} icon="close" label=${t("action.close")} class="side-panel__close" onClick=${leave} />` : null}
    </div>
    <div class="side-panel__body" id="side-body" role="tabpanel" aria-labelledby=${`tab-${tab}`} key=${`${card.id}-${tab}`}><${Lazy} key=${tab} load=${TABS[tab]} failed=${notLoaded} card=${card} /></div>
    ${closable && tab !== "form" ? html`<div class="side-panel__foot"><${EndButton} card=${card} /></div>` : null}
  </aside>`;
}
