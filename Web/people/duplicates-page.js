import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { addressOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { Avatar } from "../ui/avatar.js";
import { BlankState } from "../ui/blank-state.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { peopleIn } from "./part.js";
import { keep } from "./people-actions.js";
import { documentOf } from "./person-words.js";
import { Why } from "./person-twins.js";

/** @typedef {{contact: import("../lib/types").Contact, match: import("../lib/types").ContactMatch}} Pair */

/** Pages without a pair that are followed by themselves: each looks at so many contacts, whatever it finds. */
const BARREN = 5;

/** Contacts that may be the same person, the likeliest first; each pair is compared and merged. */
export function DuplicatesPage() {
  const [held, setHeld] = useState(/** @type {{items: Pair[], next: string | null, error: ApiError | null, busy: boolean, barren: number}} */ ({ items: [], next: null, error: null, busy: true, barren: 0 }));
  const byId = useDesk((state) => peopleIn(state).byId);
  const offline = useDesk((state) => state.connection.status === "offline");
  const read = (/** @type {string | null} */ cursor, /** @type {boolean} */ again = false) => {
    setHeld((now) => ({ ...now, busy: true, error: null, barren: again ? 0 : now.barren }));
    get(`/api/v1/contacts/duplicates${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`).then(
      (page) => {
        for (const pair of page.items) { keep(pair.contact); keep(pair.match.contact); }
        setHeld((now) => ({ items: cursor ? [...now.items, ...page.items.filter((/** @type {Pair} */ pair) => !now.items.some((one) => nameOf(one) === nameOf(pair)))] : page.items, next: page.next, error: null, busy: false, barren: page.items.length > 0 ? 0 : now.barren + 1 }));
      },
      (error) => { if (!(error instanceof ApiError)) throw error; setHeld((now) => ({ ...now, error, busy: false })); });
  };
  useEffect(() => read(null), []);
  // One of them was merged or erased meanwhile.
  const pairs = held.items.filter((pair) => byId[pair.contact.id] && byId[pair.match.contact.id]);
  const goesOn = !held.busy && held.next !== null && pairs.length === 0 && held.barren < BARREN && !held.error;
  useEffect(() => { if (goesOn) read(held.next); }, [goesOn, held.next]);
  return html`<section class="page" aria-label=${t("people.nav.duplicates")} data-region tabindex="-1">
    <header class="page__header"><h1 class="page__title">${t("people.nav.duplicates")}</h1></header>
    <div class="page__body people__apart">
      <p class="people__intro">${t("people.twinsText")}</p>
      ${held.error ? html`<${BlankState} icon="alert" error title=${t("match.failed")} text=${held.error.status === 0 ? t("error.offlineAct") : held.error.message}><button type="button" class="button" onClick=${() => read(null)}>${t("action.retry")}</button></${BlankState}>` : null}
      ${pairs.length > 0 ? html`<ul class="pairs">${pairs.map((pair) => html`<${PairRow} key=${nameOf(pair)} pair=${pair} offline=${offline} />`)}</ul>` : null}
      ${held.error ? null : pairs.length === 0 && (held.busy || goesOn) ? html`<${Skeleton} kind="rows" label=${t("match.loading")} />`
        : held.next !== null ? html`<p class="people__end">${pairs.length === 0 ? t("people.noPairsYet") : null}<button type="button" class=${`button ${held.busy ? "button--busy" : ""}`} onClick=${() => { if (!held.busy) read(held.next, true); }}>${held.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("people.seek")}</button></p>`
        : pairs.length === 0 ? html`<${BlankState} icon="match" title=${t("people.noPairs")} text=${t("people.noPairsText")} />` : null}
    </div></section>`;
}

/** @param {Pair} pair */
const nameOf = ({ contact, match }) => [contact.id, match.contact.id].sort().join(" ");

/** @param {{pair: Pair, offline: boolean}} props */
function PairRow({ pair: { contact, match }, offline }) {
  const other = match.contact;
  return html`<li class="pairs__item" data-testid="pair"><${Side} contact=${contact} /><span class="pairs__sign" aria-hidden="true"><${Icon} name="match" size="s" /></span><${Side} contact=${other} />
    <${Why} match=${match} /><button type="button" class="button button--s" disabled=${offline} aria-label=${t("people.compareTwo", { one: contact.name, two: other.name })} onClick=${() => dispatch({ type: "dialog", dialog: { kind: "people.merge", contact: contact.id, other } })}>${t("people.compare")}</button></li>`;
}

/** @param {{contact: import("../lib/types").Contact}} props */
function Side({ contact }) {
  return html`<a class="pairs__side" href=${`/contacts/${contact.id}`} onClick=${(/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); openPeople(contact.id); }}><${Avatar} name=${contact.name} /><span class="pairs__name">${contact.name}</span><span class="pairs__sub">${[documentOf(contact) || t("match.noCode"), ...contact.points.slice(0, 1).map(addressOf)].join(" · ")}</span></a>`;
}
