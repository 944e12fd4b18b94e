import { shortDate, dayKey } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { isDay } from "../lib/days.js";

/**
 * The sentence of what is filtered: a part for each filter, with the keys that its cross takes away.
 * @typedef {{id: string, label: string, value: string, keys: string[]}} Chip
 * @typedef {import("./address.js").Keys} Keys
 * @typedef {{campaigns: Record<string, {name: string}>, queues: Record<string, {name: string}>, accounts: Record<string, {alias: string}>, agents: Record<string, {name: string}>, tags: Record<string, {name: string}>, labels: {id: string, name: string}[], contacts: Record<string, string>, fields: Record<string, string>, now: number}} Names
 */

/** Filters that are the two ends of one. */
const SPANS = ["created", "updated", "customer"];

/**
 * @param {Keys} keys
 * @param {Names} names
 * @returns {Chip[]}
 */
export function chipsOf(keys, names) {
  const done = new Set();
  return Object.keys(keys).filter((key) => (keys[key] ?? []).length > 0).sort(byPlace).flatMap((key) => {
    const span = SPANS.find((one) => key === `${one}From` || key === `${one}To`) ?? (key.startsWith("slaAge") ? "slaAge" : null);
    const id = span ?? key;
    if (done.has(id)) return [];
    done.add(id);
    if (span === "slaAge") return [{ id, label: t("listing.key.slaAge"), value: range(minutes(keys.slaAgeMin), minutes(keys.slaAgeMax)), keys: ["slaAgeMin", "slaAgeMax"] }];
    if (span) return [{ id, label: t(`listing.key.${span}`), value: range(day(keys[`${span}From`]?.[0], names.now), day(keys[`${span}To`]?.[0], names.now)), keys: [`${span}From`, `${span}To`] }];
    const label = key.startsWith("attribute.") ? names.fields[key.slice(10)] ?? key.slice(10) : t(`listing.key.${key}`);
    return [{ id, label, value: valuesOf(key, keys[key] ?? [], names), keys: [key] }];
  });
}

/** In the order of the filter window. */
const PLACES = ["q", "case", "created", "state", "mark", "unread", "flag", "followUp", "priority", "assignee", "contact", "campaign", "queue", "type", "channel", "account", "tag", "label", "outcome", "updated", "customer", "slaAge", "from", "subject"];
/** @param {string} one @param {string} two */
const byPlace = (one, two) => place(one) - place(two) || (one < two ? -1 : 1);
/** @param {string} key */
const place = (key) => { const at = PLACES.indexOf(key.replace(/(From|To|Min|Max)$/, "")); return at < 0 ? PLACES.length : at; };

/** @param {string | null} from @param {string | null} to */
function range(from, to) {
  if (from !== null && to !== null) return from === to ? from : t("listing.range", { from, to });
  return from !== null ? t("listing.since", { from }) : t("listing.until", { to });
}

/** @param {string[] | undefined} values */
const minutes = (values) => (values?.[0] === undefined ? null : t("listing.minutes", { count: Number(values[0]) }));

/**
 * A day, a moment, or the server's own words for a day that moves with the calendar.
 * @param {string | undefined} value
 * @param {number} now
 */
function day(value, now) {
  if (value === undefined) return null;
  if (["today", "yesterday", "week", "month"].includes(value)) return t(`listing.day.${value}`);
  const ago = /^-(\d+)([dh])$/.exec(value);
  if (ago) return t("listing.ago", { count: Number(ago[1]), unit: ago[2] });
  if (isDay(value)) return shortDate(Date.parse(`${value}T12:00:00Z`), now);
  return Number.isNaN(Date.parse(value)) ? value : shortDate(value, now);
}

/** @param {string} value a field of a date shows the day it lies in; a day that moves has none */
export const dayOfField = (value) => (isDay(value) ? value : /^\d{4}-/.test(value) && !Number.isNaN(Date.parse(value)) ? dayKey(value) : "");

/** More than this many are counted. */
const NAMED = 2;

/** @param {string} key @param {string[]} values @param {Names} names */
function valuesOf(key, values, names) {
  const said = values.map((value) => valueOf(key, value, names));
  return said.length <= NAMED ? said.join(", ") : String(said.length);
}

/** @param {string} key @param {string} value @param {Names} names @returns {string} */
export function valueOf(key, value, names) {
  switch (key) {
    case "campaign": return names.campaigns[value]?.name ?? t("listing.gone");
    case "queue": return names.queues[value]?.name ?? t("listing.gone");
    case "account": return names.accounts[value]?.alias ?? t("listing.gone");
    case "assignee": return value === "none" || value === "me" ? t(`listing.assignee.${value}`) : names.agents[value]?.name ?? t("listing.gone");
    case "tag": return names.tags[value]?.name ?? t("listing.gone");
    case "label": return names.labels.find((one) => one.id === value)?.name ?? t("listing.gone");
    case "contact": return names.contacts[value] ?? t("listing.oneContact");
    case "channel": return t(`channel.${value}`);
    case "priority": return t(`priority.${value}`);
    case "state": return t(`listing.state.${value}`);
    case "mark": return t(`listing.mark.${value}`);
    case "followUp": return t(`listing.followUp.${value}`);
    case "unread": case "flag": return t(value === "true" ? "listing.yes" : "listing.no");
    default: return value;
  }
}
