import { html, useEffect, useLayoutEffect, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { dispatch } from "../desk.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { moveIn } from "../ui/roving.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { CaseSection } from "./case-section.js";
import { attendedCards, openCards, waitingCards } from "./select.js";
import { useSteadyOrder } from "./steady-order.js";

/** The first column: queued and offered, open, and, folded, attended. */
export function CaseList() {
  const phase = useDesk((state) => state.phase);
  const cases = useDesk((state) => state.cases);
  const directory = useDesk((state) => state.directory);
  const state = useDesk((all) => ({ me: all.me, taken: all.screen.taken, selected: all.screen.selected, folded: !all.screen.attendedOpen }));
  const ref = useRef(/** @type {any} */ (null));
  const whole = /** @type {any} */ ({ cases, directory, me: state.me });
  const waiting = waitingCards(whole);
  const open = useSteadyOrder(ref, openCards(whole));
  const attended = attendedCards(whole);
  useKeptFocus(ref);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => { if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") moveIn(event, ref.current, "a.case-card, .case-list__fold"); };
  const taken = Object.values(state.taken);
  const held = new Set(taken.map((one) => one.card.id));
  const listed = [...waiting, ...open];
  const reachable = listed.find((card) => card.number === state.selected) ?? listed[0];
  return html`<section class="case-list" aria-label=${t("list.label")} data-region>
    <header class="case-list__header"><h1 class="case-list__title">${t("list.title")}</h1></header>
    <div class="case-list__scroll" ref=${ref} onKeyDown=${onKeyDown} tabindex=${listed.length === 0 ? 0 : -1}>
      ${phase === "loading" ? html`<${Skeleton} kind="cards" label=${t("list.loading")} />` : html`
        <${CaseSection} title=${t("list.waiting")} cards=${waiting.filter((card) => !held.has(card.id))} taken=${taken} selected=${state.selected} reachable=${reachable?.number} empty=${t("list.waitingEmpty")} />
        <${CaseSection} title=${t("list.open")} cards=${open} selected=${state.selected} reachable=${reachable?.number} spaced />
        ${open.length === 0 ? html`<${BlankState} icon="workspace" title=${t("list.openEmpty")} text=${t("list.openEmptyText", { count: waiting.length })} />` : null}
        <h2 class="case-list__section-header case-list__section-header--spaced">
          <button type="button" class="case-list__fold" aria-expanded=${String(!state.folded)} aria-controls="attended" onClick=${() => dispatch({ type: "attended", open: state.folded })}>
            <${Icon} name=${state.folded ? "chevron-right" : "chevron-down"} size="xs" />${t("list.attended")} <span class="case-list__section-count">${attended.length}</span></button></h2>
        <div id="attended" hidden=${state.folded}>${state.folded ? null : html`<${CaseSection} cards=${attended} selected=${state.selected} live=${false} empty=${t("list.attendedEmpty")} />`}</div>`}
    </div>
  </section>`;
}

/**
 * If the focused card leaves, the one that took its place gets the focus.
 * @param {{current: HTMLElement}} ref
 */
function useKeptFocus(ref) {
  const last = useRef({ number: /** @type {string | undefined} */ (undefined), at: -1 });
  useEffect(() => {
    const note = () => {
      const cards = [...ref.current.querySelectorAll("a.case-card")];
      const at = cards.indexOf(/** @type {Element} */ (document.activeElement));
      last.current = { number: at < 0 ? undefined : /** @type {HTMLElement} */ (cards[at]).dataset.case, at };
    };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  useLayoutEffect(() => {
    const { number, at } = last.current;
    if (!number || (document.activeElement && document.activeElement !== document.body)) return;
    const same = /** @type {HTMLElement | null} */ (ref.current.querySelector(`a.case-card[data-case="${number}"]`));
    const cards = /** @type {NodeListOf<HTMLElement>} */ (ref.current.querySelectorAll("a.case-card"));
    (same ?? cards[Math.min(at, cards.length - 1)])?.focus();
  });
}
