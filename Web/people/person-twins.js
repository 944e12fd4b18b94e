import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { addressOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { Avatar } from "../ui/avatar.js";
import { BlankState } from "../ui/blank-state.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { RecentMerges } from "./recent-merges.js";
import { documentOf } from "./person-words.js";

/**
 * Who may be the same person: why, how likely, and the way to make them one.
 * @param {{contact: import("../lib/types").Contact}} props
 */
export function PersonTwins({ contact }) {
  const [found, setFound] = useState(/** @type {{items: import("../lib/types").ContactMatch[] | null, failed: boolean}} */ ({ items: null, failed: false }));
  const read = () => { get(`/api/v1/contacts/${contact.id}/duplicates`).then(({ items }) => setFound({ items, failed: false }), (error) => { if (!(error instanceof ApiError)) throw error; setFound({ items: null, failed: true }); }); };
  // A new address or name may say something else.
  useEffect(read, [contact.id, contact.version]);
  return html`<div class="side-panel__scroll">${found.failed ? html`<${BlankState} icon="alert" error title=${t("match.failed")}><button type="button" class="button" onClick=${read}>${t("action.retry")}</button></${BlankState}>`
    : !found.items ? html`<${Skeleton} kind="rows" label=${t("match.loading")} />`
    : found.items.length === 0 ? html`<${BlankState} icon="match" title=${t("people.noTwins")} text=${t("people.noTwinsText")} />`
    : html`<p class="match-list__about">${t("match.twice", { name: contact.name })}</p><ul class="match-list" aria-label=${t("match.suggestions")}>${found.items.map((match) => html`<${Twin} key=${match.contact.id} contact=${contact} match=${match} />`)}</ul>`}<${RecentMerges} contact=${contact} /></div>`;
}

/** @param {{contact: import("../lib/types").Contact, match: import("../lib/types").ContactMatch}} props */
function Twin({ contact, match }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const other = match.contact;
  return html`<li class="match-list__item" data-testid="twin"><${Avatar} name=${other.name} /><span class="match-list__name">${other.name}</span>
    <button type="button" class="button button--s" disabled=${offline} aria-label=${t("people.compareWith", { name: other.name })} onClick=${() => dispatch({ type: "dialog", dialog: { kind: "people.merge", contact: contact.id, other } })}>${t("people.compare")}</button>
    <span class="match-list__sub">${[documentOf(other) || t("match.noCode"), ...other.points.slice(0, 1).map(addressOf)].join(" · ")}</span><${Why} match=${match} /></li>`;
}

/**
 * What is alike, and how much that says.
 * @param {{match: {reasons: {kind: string, value: string | null}[], strength: number}}} props
 */
export function Why({ match: { reasons, strength } }) {
  return html`<span class="match-list__why"><span class="match-list__meter" role="img" aria-label=${t(`match.strength.${strength}`)} title=${t(`match.strength.${strength}`)}>${[1, 2, 3].map((bar) => html`<i key=${bar} data-on=${bar <= strength ? "" : undefined}></i>`)}</span>${reasons.map((reason) => t(`match.reason.${reason.kind}`, { value: reason.value ?? "" })).join(" · ")}</span>`;
}
