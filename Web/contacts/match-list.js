import { html, useState } from "../vendor/preact-htm.js";
import { addressOf, nameOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { MatchItem } from "./match-item.js";
import { useMatches } from "./use-matches.js";

/**
 * Who this customer may be: suggestions with their reasons, a search by hand, and a new contact where nobody fits.
 * @param {{card: import("../lib/types").Card}} props
 */
export function MatchList({ card }) {
  const { loaded, mine, offline, campaign } = useDesk((state) => ({
    loaded: state.conversations[card.id]?.status === "ready", mine: card.agent === state.me?.id || state.me?.role !== "agent", offline: state.connection.status === "offline",
    campaign: state.directory.campaigns[card.campaign]?.name ?? "",
  }));
  const [query, setQuery] = useState("");
  const asked = query.trim();
  const [found, again] = useMatches(card, asked, loaded);
  const known = card.contact.id;
  const create = () => dispatch({ type: "dialog", dialog: { kind: "contact", case: card.id, typed: asked } });
  const count = found.items.length;
  const said = found.status !== "ready" ? "" : t("match.count", { count });
  return html`<div class="side-panel__scroll"><div class="match-list__ask">
      ${known ? html`<p class="match-list__about">${t("match.twice", { name: nameOf(card) })}</p>` : html`<p class="match-list__about"><strong>${t("contact.unknown")}</strong> ${t("match.about", { address: addressOf(card.contact.point) })}</p>`}
      <label class="input-icon"><${Icon} name="search" size="s" /><input class="input" type="search" id="match-search" autocomplete="off" maxlength="200" placeholder=${t("match.placeholder")} aria-label=${t("match.search")} value=${query} data-testid="match-search"
        onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && query) { event.preventDefault(); event.stopPropagation(); setQuery(""); } }} /></label></div>
    <p class="visually-hidden" role="status">${said}</p>
    ${!loaded ? null : found.status === "error" ? html`<${BlankState} icon="alert" error title=${t("match.failed")}><button type="button" class="button" onClick=${again}>${t("action.retry")}</button></${BlankState}>`
      : found.status === "loading" && count === 0 ? html`<${Skeleton} kind="rows" label=${t("match.loading")} />`
      : count === 0 ? html`<p class="match-list__none">${asked ? t("match.none", { query: asked }) : t("match.noneAlike")}</p>`
      : html`<ul class="match-list" aria-label=${asked ? t("match.results") : t("match.suggestions")}>${found.items.map((match) => html`<${MatchItem} key=${match.contact.id} card=${card} match=${match} may=${mine && !offline} />`)}</ul>`}
    ${known || !loaded || !mine ? null : html`<div class="side-panel__group"><button type="button" class="button button--block" data-testid="create-contact" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} onClick=${create}><${Icon} name="user-plus" size="s" />${t("match.create", { campaign })}</button></div>`}
  </div>`;
}
