import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { labelsOf } from "../cases/labels.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { isEmpty, toggled, withKey, withoutKeys } from "./address.js";
import { valueOf } from "./chips.js";
import { Boxes, Days, Groups, One, Word } from "./filter-parts.js";
import { useNames } from "./names.js";
import { findContacts, loadOutcomes } from "./read-choices.js";
import { useListing } from "./store.js";
import { TokenField } from "./token-field.js";

/** @typedef {ReturnType<typeof import("./use-asked.js").useAsked>} Asked */

/**
 * Every filter of the list; each change applies at once and stands in the address. How many match is said at its foot.
 * @param {{asked: Asked, close: () => void}} props
 */
export function FilterWindow({ asked, close }) {
  const title = useRef(/** @type {any} */ (null));
  const { count, known } = useListing((state) => ({ count: state.rows.count, known: state.rows.status === "ready" }));
  useEffect(() => { title.current.focus(); }, []);
  const keys = asked.keys;
  const set = (/** @type {import("./address.js").Keys} */ next) => asked.setKeys(next);
  /** @type {import("./address.js").Keys} */
  const searched = keys.q ? { q: keys.q } : {};
  return html`<aside class="filter-window" aria-labelledby="filter-title" data-region tabindex="-1" data-testid="filter-window" onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && !event.defaultPrevented) { event.preventDefault(); event.stopPropagation(); close(); } }}>
    <header class="filter-window__head"><h2 class="filter-window__title" id="filter-title" tabindex="-1" ref=${title}>${t("listing.filters")}</h2><button type="button" class="button button--ghost button--s" disabled=${isEmpty(withoutKeys(keys, ["q"]))} data-testid="filter-clear" onClick=${() => { set(searched); title.current.focus(); }}>${t("listing.clean")}</button><${IconButton} icon="close" label=${t("listing.closeFilters")} shortcut="Esc" data-testid="filter-close" onClick=${close} /></header>
    <div class="filter-window__body"><${Fields} asked=${asked} keys=${keys} set=${set} /></div>
    <footer class="filter-window__foot"><span class="filter-window__result" role="status" data-testid="filter-count">${known && count ? t(count.exact ? "listing.match" : "listing.matchMore", { count: count.count }) : ""}</span></footer>
  </aside>`;
}

const STATES = ["bot", "queued", "offered", "open", "waiting", "closed"];
const PRIORITIES = ["critical", "high", "medium", "low"];
const MARKS = ["transferred", "escalated", "orphaned", "outsideHours"];

/** @param {{asked: Asked, keys: import("./address.js").Keys, set: (keys: import("./address.js").Keys) => void}} props */
function Fields({ asked, keys, set }) {
  const directory = useDesk((state) => state.directory);
  const me = useDesk((state) => state.me);
  const names = useNames();
  const labels = labelsOf(directory, me, asked.scope);
  const { known, outcomes } = useListing((state) => ({ known: state.labels, outcomes: state.outcomes }));
  const campaigns = Object.values(directory.campaigns).filter((one) => !one.archivedAt);
  const within = asked.scope !== null ? [asked.scope] : keys.campaign?.length ? keys.campaign : campaigns.map((one) => one.id);
  useEffect(() => { for (const id of within.slice(0, 8)) void loadOutcomes(id); }, [within.join(" ")]);
  const chosen = campaigns.filter((one) => within.includes(one.id));
  const held = { keys, set };
  const tokens = (/** @type {string} */ key, /** @type {{id: string, text: string, hint?: string}[]} */ choices, /** @type {object} */ more = {}) => html`<${TokenField} id=${`filter-${key}`} label=${t(`listing.key.${key}`)} placeholder=${t(`listing.add.${key}`)} values=${keys[key] ?? []} textOf=${(/** @type {string} */ id) => valueOf(key, id, names)} change=${(/** @type {string[]} */ values) => set(withKey(keys, key, values))} choices=${sorted(choices)} ...${more} />`;
  const named = (/** @type {{id: string, name: string, archivedAt?: string | null}[]} */ all) => all.filter((one) => !one.archivedAt).map((one) => ({ id: one.id, text: one.name }));
  const words = (/** @type {string[]} */ all) => [...new Set(all)].map((text) => ({ id: text, text }));
  const channels = [...new Set(Object.values(directory.accounts).filter((one) => !one.archivedAt).map((one) => one.channel))].sort();
  const queues = Object.values(directory.queues).filter((one) => within.includes(one.campaign));
  const fields = chosen.flatMap((one) => one.caseFields ?? []).filter((field, at, all) => all.findIndex((other) => other.id === field.id) === at);
  const user = keys.assignee?.includes("none") && keys.assignee.length === 1 ? "none" : keys.assignee?.length ? "some" : "";
  return html`<${Days} ...${held} name="created" label=${t("listing.createdBetween")} />
    <${Groups} ...${held} name="state" label=${t("listing.states")} groups=${stateGroups(labels)} />
    <${Boxes} ...${held} name="mark" label=${t("listing.marks")} choices=${MARKS.map((one) => [one, t(`listing.mark.${one}`)])} />
    <fieldset class="field"><legend class="field__label">${t("listing.only")}</legend><div class="choice-group">${["unread", "flag"].map((key) => html`<label key=${key} class="choice"><input class="choice__input" type="checkbox" checked=${keys[key]?.[0] === "true"} data-testid=${`filter-${key}`} onChange=${() => set(withKey(keys, key, keys[key]?.[0] === "true" ? [] : ["true"]))} /><${Icon} name="check" size="xs" class="choice__mark" />${t(`listing.only.${key}`)}</label>`)}</div></fieldset>
    <${Boxes} ...${held} name="priority" label=${t("listing.key.priority")} choices=${PRIORITIES.map((one) => [one, t(`priority.${one}`)])} />
    <fieldset class="field"><legend class="field__label">${t("listing.users")}</legend><div class="choice-group">${[["", "all"], ["some", "chosen"], ["none", "none"]].map(([value = "", word]) => html`<label key=${value} class="choice"><input class="choice__input" type="radio" name="filter-users" checked=${user === value} data-testid=${`filter-users-${word}`} onChange=${() => set(withKey(keys, "assignee", value === "" ? [] : value === "none" ? ["none"] : ["me"]))} /><${Icon} name="check" size="xs" class="choice__mark" />${t(`listing.users.${word}`)}</label>`)}</div></fieldset>
    ${user === "some" ? tokens("assignee", [{ id: "me", text: t("listing.assignee.me") }, { id: "none", text: t("listing.assignee.none") }, ...named(Object.values(directory.agents))]) : null}
    ${tokens("contact", [], { find: findContacts })}
    ${asked.scope === null && campaigns.length > 1 ? tokens("campaign", named(campaigns)) : null}
    ${queues.length > 1 ? tokens("queue", named(queues)) : null}
    ${tokens("type", words(chosen.flatMap((one) => one.types ?? [])), { free: true })}
    <fieldset class="field"><legend class="field__label">${t("listing.key.channel")}</legend><div class="filter-window__channels">${channels.map((one) => html`<label key=${one} class="filter-window__channel" title=${t(`channel.${one}`)}><input class="filter-window__channel-input" type="checkbox" aria-label=${t(`channel.${one}`)} checked=${(keys.channel ?? []).includes(one)} data-testid=${`filter-channel-${one}`} onChange=${() => set(toggled(keys, "channel", one))} /><span aria-hidden="true"><${ChannelGlyph} channel=${one} size="s" /></span></label>`)}</div></fieldset>
    ${tokens("account", Object.values(directory.accounts).filter((one) => !one.archivedAt && within.includes(one.campaign)).map((one) => ({ id: one.id, text: one.alias, hint: one.address ?? "" })))}
    ${tokens("tag", named(Object.values(directory.tags)))}
    ${tokens("label", named(known))}
    ${tokens("outcome", words(chosen.flatMap((one) => outcomes[one.id] ?? [])), { free: true })}
    <${One} ...${held} name="followUp" label=${t("listing.key.followUp")} choices=${[["", t("listing.any")], ...["any", "mine", "soon", "overdue", "none"].map((one) => [one, t(`listing.followUp.${one}`)])]} />
    <details class="filter-window__more" open=${["updated", "customer", "slaAge", "from", "subject", "attribute"].some((start) => Object.keys(keys).some((key) => key.startsWith(start)))}><summary class="filter-window__summary"><${Icon} name="chevron-right" size="s" />${t("listing.moreFilters")}</summary><div class="filter-window__inner">
      <${Days} ...${held} name="updated" label=${t("listing.key.updated")} />
      <${Days} ...${held} name="customer" label=${t("listing.key.customer")} />
      <div class="field field--row"><${Word} ...${held} number name="slaAgeMin" label=${t("listing.slaMin")} /><${Word} ...${held} number name="slaAgeMax" label=${t("listing.slaMax")} /></div>
      <${Word} ...${held} name="from" label=${t("listing.key.from")} placeholder=${t("listing.add.from")} />
      <${Word} ...${held} name="subject" label=${t("listing.key.subject")} placeholder=${t("listing.add.subject")} />
      ${fields.map((field) => { const key = `attribute.${field.id}`; return field.kind === "checkbox" ? html`<${One} key=${key} ...${held} name=${key} label=${field.label} choices=${[["", t("listing.any")], ["true", t("listing.yes")], ["false", t("listing.no")]]} />` : html`<${TokenField} key=${key} id=${`filter-${key}`} label=${field.label} placeholder=${t("listing.add.attribute")} values=${keys[key] ?? []} textOf=${(/** @type {string} */ value) => value} change=${(/** @type {string[]} */ values) => set(withKey(keys, key, values))} choices=${words(field.options)} free />`; })}
    </div></details>`;
}

/** @param {{id: string, text: string}[]} choices */
const sorted = (choices) => [...choices].sort((one, two) => Number(two.id === "me") - Number(one.id === "me") || one.text.localeCompare(two.text));

/**
 * States by the words of the campaign in scope: where several are told alike one chip stands for them.
 * @param {ReturnType<typeof labelsOf>} labels
 * @returns {[string[], string][]}
 */
function stateGroups(labels) {
  if (labels === "stages") return [[["bot", "queued", "offered"], t("label.stages.new")], [["open"], t("label.stages.open")], [["waiting"], t("listing.state.waiting")], [["closed"], t("label.stages.closed")]];
  return STATES.map((one) => [[one], t(`listing.state.${one}`)]);
}
