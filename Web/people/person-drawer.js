import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { Labels } from "../contacts/contact-head.js";
import { contactsIn } from "../contacts/part.js";
import { PersonalRows } from "../contacts/personal-data.js";
import { ContactProducts } from "../contacts/product-list.js";
import { dispatch } from "../desk.js";
import { shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { Avatar } from "../ui/avatar.js";
import { BlankState } from "../ui/blank-state.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { moveIn } from "../ui/roving.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { peopleIn } from "./part.js";
import { loadPerson } from "./people-actions.js";
import { PersonActs } from "./person-acts.js";
import { PersonCases } from "./person-cases.js";
import { PersonPoint } from "./person-point.js";
import { PersonTwins } from "./person-twins.js";
import { documentOf } from "./person-words.js";

const PARTS = /** @type {const} */ (["personal", "products", "cases", "twins"]);
/** What was open of the last one is open of the next. */
let last = "personal";

/**
 * One contact beside the list, which stays usable: who it is, what is done with them, and all that is known.
 * @param {{id: string}} props
 */
export function PersonDrawer({ id }) {
  const contact = useDesk((state) => peopleIn(state).byId[id]);
  const [error, setError] = useState(/** @type {import("../lib/api").ApiError | null} */ (null));
  const title = useRef(/** @type {any} */ (null));
  const read = () => { setError(null); void loadPerson(id).then(setError); };
  useEffect(read, [id]);
  useEffect(() => title.current?.focus(), []);
  const close = () => {
    const row = /** @type {HTMLElement | null} */ (document.querySelector(`a.person-row[data-contact="${id}"]`) ?? document.querySelector("a.person-row"));
    openPeople("");
    row?.focus();
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && !event.defaultPrevented) { event.preventDefault(); event.stopPropagation(); close(); } };
  return html`<aside class="drawer person" aria-labelledby="person-name" data-region data-testid="person" tabindex="-1" onKeyDown=${onKeyDown}>
    <header class="drawer__head person__head"><${Avatar} name=${contact?.name ?? ""} size="xl" /><div class="drawer__titles"><h2 class="drawer__title" id="person-name" tabindex="-1" ref=${title}>${contact?.name ?? t("people.one")}</h2>${contact ? html`<${Sub} contact=${contact} />` : null}</div>
      <${IconButton} icon="close" label=${t("action.close")} shortcut="Esc" data-testid="person-close" onClick=${close} /></header>
    ${!contact || error ? html`<div class="drawer__body">${error ? html`<${BlankState} icon="alert" error title=${t(error.status === 404 ? "people.notFound" : "people.failed")} text=${error.status === 0 ? t("error.offlineAct") : error.message}><button type="button" class="button" onClick=${read}><${Icon} name="refresh" size="s" />${t("action.retry")}</button></${BlankState}>` : html`<${Skeleton} kind="rows" label=${t("people.loading")} />`}</div>`
      : html`<${Body} contact=${contact} />`}
  </aside>`;
}

/** @param {{contact: import("../lib/types").Contact}} props */
function Sub({ contact }) {
  const now = useNow(false);
  return html`<p class="drawer__sub">${[documentOf(contact), t("contact.since", { date: shortDate(contact.createdAt, now) })].filter(Boolean).map((part) => html`<span key=${part}>${part}</span>`)}</p>`;
}

/** @param {{contact: import("../lib/types").Contact}} props */
function AddPoint({ contact }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  return html`<div class="person__add"><button type="button" class="button button--s button--ghost" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} data-testid="person-add-point" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "people.point", contact: contact.id } })}><${Icon} name="plus" size="s" />${t("people.addPoint")}</button></div>`;
}

/** @param {{contact: import("../lib/types").Contact}} props */
function Body({ contact }) {
  const [part, setPart] = useState(last);
  const { products, campaigns } = useDesk((state) => ({ products: contactsIn(state).products[contact.id]?.items.length ?? 0, campaigns: state.directory.campaigns }));
  const choose = (/** @type {string} */ next) => { last = next; setPart(next); };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => { if (moveIn(event, /** @type {HTMLElement} */ (event.currentTarget), '[role="tab"]')) choose(/** @type {HTMLElement} */ (document.activeElement).dataset.part ?? "personal"); };
  const reason = contact.blocked?.reason;
  return html`<div class="person__top">
      ${contact.blocked ? html`<p class="person__blocked"><${Icon} name="lock" size="s" /><span><strong>${t("people.blocked")}</strong> ${reason ? `${reason}. ` : ""}${t("people.blockedText")}</span></p>` : null}
      <${PersonActs} contact=${contact} /><${Labels} case=${null} contact=${contact} /></div>
    <div class="tabs person__tabs" role="tablist" aria-label=${t("contact.parts")} onKeyDown=${onKeyDown}>
      ${PARTS.map((one) => html`<button key=${one} type="button" class="tabs__tab" role="tab" id=${`person-${one}`} data-part=${one} aria-selected=${String(one === part)} aria-controls="person-part" tabindex=${one === part ? 0 : -1} onClick=${() => choose(one)}>${t(`people.part.${one}`)}${one === "products" && products > 0 ? html` <span class="tabs__count">${products}</span>` : null}</button>`)}</div>
    <div class="person__part" id="person-part" role="tabpanel" aria-labelledby=${`person-${part}`} key=${part}>
      ${part === "products" ? html`<${ContactProducts} key=${contact.id} contact=${contact.id} knownIn=${contact.campaigns} />`
        : part === "cases" ? html`<${PersonCases} key=${contact.id} contact=${contact} />`
        : part === "twins" ? html`<${PersonTwins} key=${contact.id} contact=${contact} />`
        : html`<${PersonalRows} contact=${contact} case=${null}>${contact.points.length === 0 ? html`<div class="contact-panel__row"><span class="contact-panel__key">${t("people.points")}</span><span class="contact-panel__value contact-panel__value--empty">${t("people.noPointYet")}</span></div>` : contact.points.map((point) => html`<${PersonPoint} key=${point.id} contact=${contact} point=${point} />`)}<${AddPoint} contact=${contact} />
            <div class="contact-panel__row"><span class="contact-panel__key">${t("people.campaigns")}</span><span class="contact-panel__value person__campaigns">${contact.campaigns.map((id) => campaigns[id]?.name).filter(Boolean).join(", ") || "–"}</span></div></${PersonalRows}>`}</div>`;
}
