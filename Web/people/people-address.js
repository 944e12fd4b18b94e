/**
 * What the list of contacts asks for, as the address says it and as the server is asked; days are whole ones of the organisation's time zone, the last one included. Pure.
 * @typedef {"name" | "-name" | "created" | "-created" | "updated" | "-updated"} PeopleSort
 * @typedef {{q: string, label: string[], campaign: string[], vip: "" | "true" | "false", blocked: "" | "true" | "false", createdFrom: string, createdTo: string, attributes: Record<string, string>, sort: PeopleSort}} PeopleFilter
 */
import { beginOf, isDay, later } from "../lib/days.js";

export const SORTS = /** @type {const} */ (["name", "-name", "-created", "created", "-updated", "updated"]);
/** As many as the filter window takes of one kind. */
const MOST = 20;

/** @type {PeopleFilter} */
export const noFilter = { q: "", label: [], campaign: [], vip: "", blocked: "", createdFrom: "", createdTo: "", attributes: {}, sort: "name" };

/**
 * What of an address is nonsense is left out.
 * @param {string} search
 * @returns {PeopleFilter}
 */
export function filterOf(search) {
  const params = new URLSearchParams(search);
  const many = (/** @type {string} */ key) => [...new Set(params.getAll(key).filter(Boolean))].slice(0, MOST);
  const either = (/** @type {string} */ key) => { const value = params.get(key); return value === "true" || value === "false" ? value : ""; };
  const day = (/** @type {string} */ key) => { const value = params.get(key) ?? ""; return isDay(value) ? value : ""; };
  const sort = params.get("sort") ?? "";
  const attributes = Object.fromEntries(params.getAll("attribute").filter((pair) => pair.includes(":")).map((pair) => [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)]).filter(([name, value]) => name && value).slice(0, MOST));
  return {
    q: (params.get("q") ?? "").slice(0, 200), label: many("label"), campaign: many("campaign"), vip: either("vip"), blocked: either("blocked"), createdFrom: day("createdFrom"), createdTo: day("createdTo"), attributes,
    sort: /** @type {readonly string[]} */ (SORTS).includes(sort) ? /** @type {PeopleSort} */ (sort) : "name",
  };
}

/** @param {PeopleFilter} filter @returns {string} */
export function searchOf(filter) {
  const params = pairs(filter);
  for (const key of /** @type {const} */ (["createdFrom", "createdTo"])) if (filter[key]) params.set(key, filter[key]);
  for (const [name, value] of Object.entries(filter.attributes)) params.append("attribute", `${name}:${value}`);
  const text = params.toString();
  return text ? `?${text}` : "";
}

/**
 * The same as the server is asked. The campaign chosen for the whole desk goes before those of the filter.
 * @param {PeopleFilter} filter
 * @param {string} zone
 * @param {string | null} scope
 */
export function queryOf(filter, zone, scope) {
  const params = pairs(scope ? { ...filter, campaign: [scope] } : filter);
  if (filter.createdFrom) params.set("createdFrom", new Date(beginOf(filter.createdFrom, zone)).toISOString());
  if (filter.createdTo) params.set("createdTo", new Date(beginOf(later(filter.createdTo, 1), zone)).toISOString());
  for (const [name, value] of Object.entries(filter.attributes)) params.set(`attribute.${name}`, value);
  params.set("sort", filter.sort);
  return params.toString();
}

/** @param {PeopleFilter} filter how many kinds of filter are set, the search apart */
export const countFilters = (filter) => Number(filter.label.length > 0) + Number(filter.campaign.length > 0) + Number(filter.vip !== "") + Number(filter.blocked !== "") + Number(Boolean(filter.createdFrom || filter.createdTo)) + Object.keys(filter.attributes).length;

/** @param {PeopleFilter} filter */
function pairs(filter) {
  const params = new URLSearchParams();
  if (filter.q) params.set("q", filter.q);
  for (const key of /** @type {const} */ (["label", "campaign"])) for (const value of filter[key]) params.append(key, value);
  for (const key of /** @type {const} */ (["vip", "blocked"])) if (filter[key]) params.set(key, filter[key]);
  if (filter.sort !== "name") params.set("sort", filter.sort);
  return params;
}
