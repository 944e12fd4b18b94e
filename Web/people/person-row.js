import { html } from "../vendor/preact-htm.js";
import { addressOf } from "../cases/words.js";
import { contactsIn } from "../contacts/part.js";
import { shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { Avatar } from "../ui/avatar.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { documentOf } from "./person-words.js";

/** Labels that a row has room for. */
const LABELS = 2;

/**
 * One contact of the list: a link that opens it beside the list; the whole row is its name.
 * @param {{contact: import("../lib/types").Contact, now: number, at: number, of: number, current: boolean, stop: boolean}} props `stop`: the list's one tab stop
 */
export function PersonRow({ contact, now, at, of, current, stop }) {
  const { labels, campaigns } = useDesk((state) => ({ labels: contactsIn(state).labels, campaigns: state.directory.campaigns }));
  const shown = (labels ?? []).filter((label) => contact.labels?.includes(label.id));
  const [point] = contact.points;
  const known = contact.campaigns.map((id) => campaigns[id]?.name).filter(Boolean);
  const open = (/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey || event.shiftKey) return; event.preventDefault(); openPeople(contact.id); };
  return html`<li class="people__item" aria-setsize=${of} aria-posinset=${at + 1}><a class=${`person-row ${contact.blocked ? "person-row--blocked" : ""}`} href=${`/contacts/${contact.id}`} data-at=${at} data-testid="person-row" data-contact=${contact.id} tabindex=${stop ? 0 : -1} aria-current=${current ? "true" : undefined} onClick=${open}>
    <span class="person-row__who"><${Avatar} name=${contact.name} size="s" /><span class="person-row__name">${contact.name}</span>
      ${contact.vip ? html`<span class="person-mark person-mark--vip" title=${t("people.vip")}><${Icon} name="star" size="xs" /><span class="visually-hidden">${t("people.vip")}</span></span>` : null}
      ${contact.blocked ? html`<span class="person-mark person-mark--blocked" title=${t("people.blocked")}><${Icon} name="lock" size="xs" /><span class="visually-hidden">${t("people.blocked")}</span></span>` : null}</span>
    <span class="person-row__code">${documentOf(contact) || html`<span class="person-row__none">${t("match.noCode")}</span>`}</span>
    <span class="person-row__point">${point ? addressOf(point) : html`<span class="person-row__none">${t("people.noPoint")}</span>`}${contact.points.length > 1 ? html` <span class="person-row__more">+${contact.points.length - 1}</span>` : null}</span>
    <span class="person-row__labels people__wide">${shown.slice(0, LABELS).map((label) => html`<span key=${label.id} class="tag tag--contact">${label.name}</span>`)}${shown.length > LABELS ? html`<span class="person-row__more">+${shown.length - LABELS}</span>` : null}</span>
    <span class="person-row__campaigns people__wide" title=${known.join(", ")}>${known[0] ?? ""}${known.length > 1 ? html` <span class="person-row__more">+${known.length - 1}</span>` : null}</span>
    <time class="person-row__date people__wide" datetime=${contact.createdAt}>${shortDate(contact.createdAt, now)}</time></a></li>`;
}
