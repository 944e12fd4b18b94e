import { startOfDay } from "./format.js";

/** Whole days, as `2026-11-21`, in a time zone. Pure. */
const DAY = 86_400_000;

/**
 * The day that holds a moment there.
 * @param {number} at
 * @param {string} zone
 */
export const dayOf = (at, zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(at));

/** @param {string} day @param {number} days */
export const later = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** @param {string} text */
export const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && later(text, 0) === text;

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
