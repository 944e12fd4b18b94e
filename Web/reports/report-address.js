/**
 * What a report asks for, as the address says it: whole days of the organisation's time zone, the last one included. Pure.
 * @typedef {{from: string, to: string, campaign: string, queue: string, agent: string, outcome: string}} ReportFilter days as `2026-11-21`; empty for all
 */
import { startOfDay } from "../lib/format.js";

/** Days that a report shows at first. */
const DAYS = 14;
const KEYS = /** @type {const} */ (["campaign", "queue", "agent", "outcome"]);
const DAY = 86_400_000;

/**
 * The day that holds a moment there.
 * @param {number} at
 * @param {string} zone
 */
export const dayOf = (at, zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(at));

/** @param {string} day @param {number} days */
const later = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** @param {string} text */
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && later(text, 0) === text;

/**
 * Its first moment there: noon UTC lies in the day, in the one before or in the one after, whatever the zone.
 * @param {string} day
 * @param {string} zone
 */
export function beginOf(day, zone) {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const held = dayOf(noon, zone);
  return startOfDay(held === day ? noon : held < day ? noon + DAY / 2 : noon - DAY / 2, zone);
}

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
