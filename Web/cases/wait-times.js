import { currentTimeZone, startOfDay } from "../lib/format.js";

/**
 * When a case that waits is to come back. Pure but for the organisation's time zone.
 */
export const HOUR = 3_600_000;

/**
 * Nine o'clock of the day after `now`, on the clocks of the organisation.
 * @param {number} now
 */
export function tomorrowMorning(now) {
  const zone = currentTimeZone();
  // A day of 23 or 25 hours ends all the same before the noon of the next.
  const next = startOfDay(startOfDay(now, zone) + 36 * HOUR, zone);
  return wallTime(next, zone, 9, 0);
}

/**
 * "2025-11-22T09:30" of a field, on the clocks of the organisation; null where it is no time.
 * @param {string} value
 */
export function fromField(value) {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(value);
  if (!found) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = found.slice(1).map(Number);
  const zone = currentTimeZone();
  return wallTime(startOfDay(Date.UTC(year, month - 1, day, 12), zone), zone, hour, minute);
}

/**
 * A time of a day that begins at `midnight`, also where the clocks are changed in between.
 * @param {number} midnight @param {string} zone @param {number} hour @param {number} minute
 */
function wallTime(midnight, zone, hour, minute) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", hour: "2-digit", minute: "2-digit" });
  const asked = hour * 60 + minute;
  const at = midnight + asked * 60_000;
  const shown = Object.fromEntries(parts.formatToParts(new Date(at)).map((part) => [part.type, Number(part.value)]));
  return at + (asked - (shown.hour ?? 0) * 60 - (shown.minute ?? 0)) * 60_000;
}
