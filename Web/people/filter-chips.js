import { html, useEffect } from "../vendor/preact-htm.js";
import { loadLabels } from "../contacts/contact-actions.js";
import { contactsIn } from "../contacts/part.js";
import { calendarDate } from "../contacts/field-value.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { noFilter } from "./people-address.js";

/**
 * What the list is narrowed to, in words, each with its cross.
 * @param {{filter: import("./people-address.js").PeopleFilter, scope: string | null, choose: (more: Partial<import("./people-address.js").PeopleFilter>) => void}} props
 */
export function FilterChips({ filter, scope, choose }) {
  const { labels, campaigns } = useDesk((state) => ({ labels: contactsIn(state).labels, campaigns: state.directory.campaigns }));
  useEffect(() => { if (!labels) void loadLabels(); }, [labels]);
  const fields = Object.values(campaigns).flatMap((one) => one.contactFields ?? []);
  const nameOf = (/** @type {string} */ id) => labels?.find((label) => label.id === id)?.name ?? "…";
  /** @type {[key: string, what: string, value: string, without: Partial<typeof filter>][]} */
  const chips = [];
  if (filter.vip) chips.push(["vip", t("people.vip"), t(`people.either.${filter.vip}`), { vip: "" }]);
  if (filter.blocked) chips.push(["blocked", t("people.blocked"), t(`people.either.${filter.blocked}`), { blocked: "" }]);
  if (filter.label.length > 0) chips.push(["label", t("people.labels"), filter.label.map(nameOf).join(", "), { label: [] }]);
  if (filter.campaign.length > 0 && !scope) chips.push(["campaign", t("people.campaigns"), filter.campaign.map((id) => campaigns[id]?.name ?? t("people.goneCampaign")).join(", "), { campaign: [] }]);
  if (filter.createdFrom || filter.createdTo) chips.push(["created", t("people.created"), filter.createdFrom && filter.createdTo ? t("people.between", { from: calendarDate(filter.createdFrom), to: calendarDate(filter.createdTo) }) : filter.createdFrom ? t("people.since", { from: calendarDate(filter.createdFrom) }) : t("people.until", { to: calendarDate(filter.createdTo) }), { createdFrom: "", createdTo: "" }]);
  for (const [name, value] of Object.entries(filter.attributes)) {
    const { [name]: _, ...attributes } = filter.attributes;
    const field = fields.find((one) => one.id === name);
    chips.push([`attribute-${name}`, field?.label ?? name, field?.kind === "checkbox" ? t(value === "true" ? "field.yes" : "field.no") : value, { attributes }]);
  }
  if (chips.length === 0) return null;
  return html`<div class="people__chips" role="group" aria-label=${t("people.active")}>
    ${chips.map(([key, what, value, without]) => html`<span key=${key} class="filter-chip" data-testid="filter-chip"><span class="filter-chip__what">${what}</span> <b class="filter-chip__value">${value}</b><button type="button" class="filter-chip__remove" aria-label=${t("people.without", { what, value })} title=${t("action.remove")} onClick=${(/** @type {any} */ event) => { focusNext(event.currentTarget); choose(without); }}><${Icon} name="close" size="xs" /></button></span>`)}
    ${chips.length > 1 ? html`<button type="button" class="button button--link" onClick=${() => { focusNext(null); choose({ ...noFilter, q: filter.q, sort: filter.sort }); }}>${t("people.clear")}</button>` : null}</div>`;
}

/**
 * The one pressed goes away: the next cross has the focus, or the filter button.
 * @param {HTMLElement | null} button
 */
function focusNext(button) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".filter-chip__remove")]);
  const at = button ? all.indexOf(button) : -1;
  const next = button ? all[at + 1] ?? all[at - 1] : null;
  (next ?? /** @type {HTMLElement | null} */ (document.querySelector(".people__filter")))?.focus();
}
