import { currentLanguage } from "../lib/i18n.js";

/**
 * The hour on the telephone's own clock.
 * @param {number} at
 */
export const clock = (at) => new Intl.DateTimeFormat(currentLanguage(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

/**
 * With seconds, for what travels.
 * @param {number} at
 */
export const exactClock = (at) => new Intl.DateTimeFormat(currentLanguage(), { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(at);
