import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { contactsIn } from "../contacts/part.js";
import { uniqueFields } from "../contacts/personal-data.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { peopleIn } from "./part.js";
import { noFilter } from "./people-address.js";

/**
 * Everything the list can be narrowed by; each change applies at once, goes to the address, and says how many match.
 * @param {{filter: import("./people-address.js").PeopleFilter, scope: string | null, choose: (more: Partial<import("./people-address.js").PeopleFilter>) => void, close: () => void}} props
 */
export function FilterWindow({ filter, scope, choose, close }) {
  const { labels, campaigns, count, changing } = useDesk((state) => ({ labels: contactsIn(state).labels, campaigns: state.directory.campaigns, count: peopleIn(state).count, changing: peopleIn(state).status === "changing" }));
  const title = useRef(/** @type {any} */ (null));
  useEffect(() => title.current?.focus(), []);
  const open = Object.values(campaigns).filter((one) => !one.archivedAt).sort((a, b) => a.name.localeCompare(b.name));
  const fields = uniqueFields((scope ? open.filter((one) => one.id === scope) : open).flatMap((one) => one.contactFields ?? []));
  const among = (/** @type {"label" | "campaign"} */ key, /** @type {string} */ legend, /** @type {{id: string, name: string}[]} */ all) => (all.length === 0 ? null : html`<fieldset class="field"><legend class="field__label">${legend}</legend><div class="choice-group">
    ${all.map(({ id, name }) => html`<label key=${id} class="choice"><input class="choice__input" type="checkbox" checked=${filter[key].includes(id)} onChange=${(/** @type {any} */ event) => choose({ [key]: event.currentTarget.checked ? [...filter[key], id] : filter[key].filter((one) => one !== id) })} /><${Icon} name="check" size="xs" class="choice__mark" />${name}</label>`)}</div></fieldset>`);
  const either = (/** @type {"vip" | "blocked"} */ key) => html`<fieldset class="field"><legend class="field__label">${key === "vip" ? t("people.vip") : t("people.blocked")}</legend><div class="choice-group">
    ${/** @type {const} */ (["", "true", "false"]).map((value) => html`<label key=${value} class="choice"><input class="choice__input" type="radio" name=${`people-${key}`} checked=${filter[key] === value} onChange=${() => choose({ [key]: value })} /><${Icon} name="check" size="xs" class="choice__mark" />${t(value === "" ? "people.either.all" : `people.either.${value}`)}</label>`)}</div></fieldset>`;
  const day = (/** @type {"createdFrom" | "createdTo"} */ key) => html`<input class="input" type="date" aria-label=${t(key === "createdFrom" ? "people.createdFrom" : "people.createdTo")} value=${filter[key]} onChange=${(/** @type {any} */ event) => {
    const value = event.currentTarget.value;
    const other = key === "createdFrom" ? filter.createdTo : filter.createdFrom;
    // Days the wrong way round are one day.
    const crossed = value && other && (key === "createdFrom" ? value > other : value < other);
    choose({ [key]: value, ...(crossed ? { [key === "createdFrom" ? "createdTo" : "createdFrom"]: value } : {}) });
  }} />`;
  const attribute = (/** @type {string} */ id, /** @type {string} */ value) => { const { [id]: _, ...rest } = filter.attributes; choose({ attributes: value ? { ...rest, [id]: value } : rest }); };
  return html`<aside class="filters" aria-labelledby="people-filters" data-region data-testid="people-filters" tabindex="-1" onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && !event.defaultPrevented) { event.preventDefault(); event.stopPropagation(); close(); } }}>
    <header class="filters__head"><h2 class="filters__title" id="people-filters" tabindex="-1" ref=${title}>${t("people.filters")}</h2><button type="button" class="button button--ghost" data-testid="filters-clear" onClick=${() => choose({ ...noFilter, q: filter.q, sort: filter.sort })}>${t("people.clearShort")}</button>
      <${IconButton} icon="close" label=${t("action.close")} shortcut="Esc" onClick=${close} /></header>
    <div class="filters__body">
      <fieldset class="field"><legend class="field__label">${t("people.created")}</legend><div class="field--row">${day("createdFrom")}${day("createdTo")}</div></fieldset>
      ${either("vip")}${either("blocked")}
      ${among("label", t("people.labels"), (labels ?? []).filter((label) => !label.archivedAt || filter.label.includes(label.id)))}
      ${scope ? html`<p class="field__hint">${t("people.scoped", { campaign: campaigns[scope]?.name ?? "" })}</p>` : among("campaign", t("people.campaigns"), open)}
      ${fields.map((field) => html`<div class="field" key=${field.id}><label class="field__label" for=${`filter-${field.id}`}>${field.label}</label>
        ${field.kind === "choice" || field.kind === "checkbox" ? html`<span class="select"><select class="select__control" id=${`filter-${field.id}`} value=${filter.attributes[field.id] ?? ""} onChange=${(/** @type {any} */ event) => attribute(field.id, event.currentTarget.value)}><option value="">${t("people.anyValue")}</option>
            ${(field.kind === "checkbox" ? [["true", t("field.yes")], ["false", t("field.no")]] : field.options.map((one) => [one, one])).map(([value, text]) => html`<option key=${value} value=${value} selected=${filter.attributes[field.id] === value}>${text}</option>`)}</select><${Icon} name="select" size="s" /></span>`
          : html`<input class="input" id=${`filter-${field.id}`} type=${field.kind === "date" ? "date" : "text"} maxlength="200" autocomplete="off" value=${filter.attributes[field.id] ?? ""} onChange=${(/** @type {any} */ event) => attribute(field.id, event.currentTarget.value.trim())} />`}</div>`)}
    </div>
    <footer class="filters__foot" role="status" data-testid="filters-count">${count ? t("people.matching", { count: count.count, more: count.exact ? "no" : "yes" }) : changing ? t("people.counting") : ""}</footer>
  </aside>`;
}
