/**
 * What a report asks for, as the address says it: whole days of the organisation's time zone, the last one included. Pure.
 * @typedef {{from: string, to: string, campaign: string, queue: string, agent: string, outcome: string}} ReportFilter days as `2026-11-21`; empty for all
 */
import { beginOf, dayOf, isDay, later } from "../lib/days.js";

export { beginOf, dayOf };

/** Days that a report shows at first. */
const DAYS = 14;
const KEYS = /** @type {const} */ (["campaign", "queue", "agent", "outcome"]);

/**
 * @param {string} search of the address
 * @param {number} now
 * @param {string} zone
 * @returns {ReportFilter}
 */
export function filterOf(search, now, zone) {
  const params = new URLSearchParams(search);
  const today = dayOf(now, zone);
  const given = (/** @type {string} */ key) => { const day = params.get(key) ?? ""; return isDay(day) ? day : null; };
  const to = given("to") ?? today;
  const from = given("from") ?? later(to, 1 - DAYS);
  const rest = Object.fromEntries(KEYS.map((key) => [key, params.get(key) ?? ""]));
  return /** @type {ReportFilter} */ ({ from: from > to ? to : from, to, ...rest });
}

/** @param {ReportFilter} filter */
export function searchOf(filter) {
  const params = new URLSearchParams({ from: filter.from, to: filter.to });
  for (const key of KEYS) if (filter[key]) params.set(key, filter[key]);
  return `?${params}`;
}

/**
 * The same as the server is asked.
 * @param {ReportFilter} filter
 * @param {string} zone
 */
export function queryOf(filter, zone) {
  const params = new URLSearchParams({ from: new Date(beginOf(filter.from, zone)).toISOString(), to: new Date(beginOf(later(filter.to, 1), zone)).toISOString() });
  for (const key of KEYS) if (filter[key]) params.set(key, filter[key]);
  return params.toString();
}
