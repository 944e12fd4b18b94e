import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { CaseSection } from "./case-section.js";
import { viewCards } from "./view-reduce.js";
import { closeView, openView } from "./view.js";

/** What a count opened stands in the list's place, with a way back. */
export function ViewHeader() {
  const view = useDesk((state) => state.view);
  const campaign = useDesk((state) => (state.view?.campaign ? state.directory.campaigns[state.view.campaign]?.name ?? "" : ""));
  const me = useDesk((state) => state.me?.id ?? null);
  const back = useRef(/** @type {any} */ (null));
  useEffect(() => { back.current?.focus(); }, [view?.kind, view?.campaign, view?.mine]);
  if (!view) return null;
  return html`<header class="case-list__header case-list__header--view">
    <${IconButton} icon="arrow-left" buttonRef=${back} label=${t("view.back")} data-testid="view-back" onClick=${closeView} />
    <h1 class="case-list__title"><span class="case-list__view">${t(`view.${view.kind}.${view.mine ? "mine" : "all"}`)}${campaign ? html`<span class="case-list__view-sub">${campaign}</span>` : null}</span></h1>
    <span class="case-list__section-count" data-testid="view-count">${view.status === "ready" ? viewCards(view, me).length : ""}</span></header>`;
}

/** The rows it counted, the newest first. */
export function ViewRows() {
  const view = useDesk((state) => state.view);
  const { me, selected, compact } = useDesk((state) => ({ me: state.me?.id ?? null, selected: state.screen.selected, compact: state.screen.look.compact }));
  if (!view) return null;
  if (view.status === "loading") return html`<${Skeleton} kind="cards" label=${t("list.loading")} />`;
  if (view.status === "error") {
    return html`<${BlankState} icon="alert" error title=${t("view.failed")} code=${t("error.code", { code: view.error?.code ?? "", status: view.error?.status ?? "" })}>
      <button type="button" class="button" onClick=${() => void openView({ kind: view.kind, campaign: view.campaign, mine: view.mine })}><${Icon} name="refresh" size="s" />${t("action.retry")}</button></${BlankState}>`;
  }
  const cards = viewCards(view, me);
  if (cards.length === 0) return html`<${BlankState} icon=${view.kind} title=${t(`view.${view.kind}.none`)}><button type="button" class="button" onClick=${closeView}>${t("view.back")}</button></${BlankState}>`;
  return html`<${CaseSection} cards=${cards} selected=${selected} reachable=${(cards.find((card) => card.number === selected) ?? cards[0])?.number} compact=${compact} live=${view.kind === "open"} />`;
}
