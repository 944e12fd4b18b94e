import { currentLanguage, t } from "./i18n.js";

/** Dates and figures in the language of the screen and the organisation's time zone. */
let timeZone = "UTC";
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone */
export function useTimeZone(zone) { timeZone = zone; formats.clear(); }
export const currentTimeZone = () => timeZone;

/** @param {Intl.DateTimeFormatOptions} options */
function format(options) {
  const key = currentLanguage() + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, made = new Intl.DateTimeFormat(currentLanguage() === "es" ? "es-419" : currentLanguage(), { ...options, timeZone }));
  return made;
}

/**
 * Ten past nine is 9:10 on every language's 24-hour clock.
 * @param {string | number} at
 */
export const clockTime = (at) => format({ hour: "numeric", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));

/**
 * The calendar day in the organisation's time zone, as a comparable key.
 * @param {string | number} at
 */
export function dayKey(at) {
  const made = `day${timeZone}`;
  let format = formats.get(made);
  if (!format) formats.set(made, format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }));
  return format.format(new Date(at));
}

/**
 * Midnight before `at` in a time zone, to the minute: clocks that were put forward at midnight begin the day later.
 * @param {number} at
 * @param {string} zone
 */
export function startOfDay(at, zone) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const wall = (/** @type {number} */ time) => {
    const found = Object.fromEntries(parts.formatToParts(new Date(time)).map((part) => [part.type, Number(part.value)]));
    return Date.UTC(found.year ?? 0, (found.month ?? 1) - 1, found.day, found.hour, found.minute, found.second);
  };
  const here = wall(at);
  const midnight = here - (here % 86_400_000);
  // The offset at midnight may differ from the offset now.
  let start = at - (here - midnight) - (at % 1000);
  start += midnight - wall(start);
  return wall(start) < midnight ? start + (midnight - wall(start)) : start;
}

/** @param {string | number} at @param {number} now */
export function dayName(at, now) {
  const key = dayKey(at);
  const parts = format({ weekday: "long", day: "numeric", month: "long", ...(key.slice(0, 4) === dayKey(now).slice(0, 4) ? {} : { year: "numeric" }) });
  const long = spoken(parts.format(new Date(at)));
  if (key === dayKey(now)) return t("day.today", { date: long });
  if (key === dayKey(now - 86_400_000)) return t("day.yesterday", { date: long });
  return long.charAt(0).toUpperCase() + long.slice(1);
}

/**
 * The locale's data put a comma after the weekday, which Spanish doesn't write.
 * @param {string} day
 */
const spoken = (day) => (currentLanguage() === "es" ? day.replace(", ", " ") : day);

/**
 * On a card: the hour today, "ayer", then the date.
 * @param {string | number} at
 * @param {number} now
 */
export function shortTime(at, now) {
  const key = dayKey(at);
  if (key === dayKey(now)) return clockTime(at);
  if (key === dayKey(now - 86_400_000)) return t("time.yesterday");
  return shortDate(at, now);
}

/** @param {string | number} at @param {number} now */
export const shortDate = (at, now) => format({ day: "numeric", month: "short", ...(dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4) ? {} : { year: "numeric" }) }).format(new Date(at));

/** @param {string | number} at */
export const exactTime = (at) => format({ dateStyle: "full", timeStyle: "medium" }).format(new Date(at));

/**
 * 1:24:08 or 0:42.
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** @param {number} bytes */
export function fileSize(bytes) {
  const [value, unit] = bytes < 1000 ? [bytes, "B"] : bytes < 1_000_000 ? [bytes / 1000, "KB"] : [bytes / 1_000_000, "MB"];
  return `${new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: value < 10 && unit !== "B" ? 1 : 0 }).format(value)} ${unit}`;
}

/**
 * Two letters of a name.
 * @param {string | null | undefined} name
 */
export function initials(name) {
  const words = (name ?? "").trim().split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const [first, second] = [words[0] ?? "", words.length > 1 ? words[words.length > 2 && words.length < 4 ? 1 : words.length - 1] ?? "" : ""];
  return (Array.from(first)[0] ?? "?").toUpperCase() + (Array.from(second)[0] ?? "").toUpperCase();
}

/**
 * First name, as colleagues say it.
 * @param {string | null | undefined} name
 */
export const firstName = (name) => (name ?? "").trim().split(/\s+/)[0] ?? "";

/**
 * "Lima (UTC−5)" of America/Lima.
 * @param {string} zone
 */
export function zoneName(zone) {
  const place = (zone.split("/").pop() ?? zone).replaceAll("_", " ");
  const offset = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(new Date()).find((part) => part.type === "timeZoneName");
  return `${place} (${(offset?.value ?? "UTC").replace("GMT", "UTC").replace("-", "−")})`;
}
