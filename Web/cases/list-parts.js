import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { setMyState } from "../shell/account-actions.js";
import { setScope } from "../shell/scope.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { CaseSection } from "./case-section.js";
import { clearFilter } from "./list-header.js";
import { filterCount, inOrder, listed } from "./listed.js";
import { labelsOf } from "./labels.js";
import { attendedCards, openCards, waitingCards } from "./select.js";
import { useSteadyOrder } from "./steady-order.js";

/**
 * Queued and offered, open, and, folded, attended.
 * @param {{list: {current: any}}} props
 */
export function ListParts({ list }) {
  const cases = useDesk((state) => state.cases);
  const directory = useDesk((state) => state.directory);
  const { me, taken, selected, folded, offline } = useDesk((state) => ({ me: state.me, taken: state.screen.taken, selected: state.screen.selected, folded: !state.screen.attendedOpen, offline: state.connection.status === "offline" }));
  const chosen = useDesk((state) => ({ scope: state.screen.scope, filter: state.screen.filter, look: state.screen.look }));
  const whole = /** @type {any} */ ({ cases, directory, me });
  const waiting = listed(waitingCards(whole), chosen, me?.id);
  const mine = listed(openCards(whole), chosen, me?.id);
  const attended = listed(attendedCards(whole), { ...chosen, look: { ...chosen.look, mine: false } }, me?.id).shown;
  const open = useSteadyOrder(list, inOrder(mine.shown, chosen.look.order));
  const gone = Object.values(taken);
  const held = new Set(gone.map((one) => one.card.id));
  const all = [...waiting.shown, ...open];
  const reachable = (all.find((card) => card.number === selected) ?? all[0])?.number;
  const filters = filterCount(chosen.filter);
  const compact = chosen.look.compact;
  const outside = waiting.outside + mine.outside;
  const labels = labelsOf(directory, me, chosen.scope);
  const parts = { selected, reachable, compact };
  if (filters > 0 && all.length === 0 && waiting.filtered + mine.filtered > 0) {
    return html`<${BlankState} icon="search" title=${t("filter.none")} text=${t("filter.noneText", { count: waiting.filtered + mine.filtered })}>
      <button type="button" class="button" onClick=${clearFilter}>${t("filter.clear", { count: filters })}</button></${BlankState}>`;
  }
  return html`
    <${CaseSection} title=${t("list.waiting", { labels })} cards=${waiting.shown.filter((card) => !held.has(card.id))} taken=${gone} ...${parts} empty=${t("list.waitingEmpty")} />
    <${CaseSection} title=${t("list.open", { labels })} cards=${open} ...${parts} spaced hint=${outside > 0 ? html`<button type="button" class="case-list__section-hint" onClick=${() => setScope(null)}>${t("list.outside", { count: outside })}</button>` : null} />
    ${open.length === 0 ? html`<${NothingOpen} lead=${me !== null && me.role !== "agent" && !chosen.look.mine} waiting=${waiting.shown.length} away=${me?.state?.state === "offline"} offline=${offline} list=${list} />` : null}
    <h2 class="case-list__section-header case-list__section-header--spaced">
      <button type="button" class="case-list__fold" aria-expanded=${String(!folded)} aria-controls="attended" onClick=${() => dispatch({ type: "attended", open: folded })}>
        ${t("list.attended", { labels })} <span class="case-list__section-count">${attended.length}</span><${Icon} name=${folded ? "chevron-right" : "chevron-down"} size="xs" class="case-list__fold-sign" /></button></h2>
    <div id="attended" hidden=${folded}>${folded ? null : html`<${CaseSection} cards=${attended} selected=${selected} compact=${compact} live=${false} empty=${t("list.attendedEmpty")} />`}</div>`;
}

/**
 * One sentence and one act: be available, or look at who waits.
 * @param {{lead: boolean, waiting: number, away: boolean, offline: boolean, list: {current: any}}} props
 */
function NothingOpen({ lead, waiting, away, offline, list }) {
  const toQueue = () => { const card = list.current?.querySelector("a.case-card"); card?.scrollIntoView({ block: "nearest" }); card?.focus(); };
  const see = waiting > 0 ? html`<button type="button" class="button" onClick=${toQueue}>${t("list.seeQueue")}</button>` : null;
  if (lead) return html`<${BlankState} icon="workspace" title=${t("view.open.none")}>${see}</${BlankState}>`;
  return html`<${BlankState} icon="workspace" title=${t("list.openEmpty")} text=${away ? t("list.openAway") : t("list.openEmptyText", { count: waiting })}>
    ${away ? html`<button type="button" class="button" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} data-testid="become-available" onClick=${() => void setMyState("available")}><${Icon} name="open" size="s" />${t("list.becomeAvailable")}</button>` : see}</${BlankState}>`;
}
