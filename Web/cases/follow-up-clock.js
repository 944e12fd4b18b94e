import { html } from "../vendor/preact-htm.js";
import { clockTime, dayKey, exactTime, shortDate } from "../lib/format.js";
import { serverNow } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { Clock } from "../ui/clock.js";
import { useNow } from "../ui/use-now.js";

const [MINUTE, HOUR] = [60_000, 3_600_000];
/** What is due is marked this long before. */
export const SOON = 10 * MINUTE;

/**
 * The next step that somebody planned: when, ten minutes before, and how long overdue.
 * @param {{followUp?: import("../lib/types").FollowUp | null}} props
 */
export function FollowUpClock({ followUp }) {
  const at = followUp ? Date.parse(followUp.at) : 0;
  // Near its hour it is looked at each second: what is due says so at once.
  const now = useNow(Math.abs(at - serverNow()) < 2 * SOON);
  if (!followUp) return null;
  const { tone, text } = followUpLeft(at, now);
  return html`<span data-testid="follow-up-clock" data-tone=${tone || "calm"}><${Clock} kind="followup" tone=${tone} what=${t("followUp.title")} text=${text} /></span>`;
}

/**
 * @param {number} at
 * @param {number} now
 * @returns {{tone: "" | "soon" | "over", text: string}}
 */
export function followUpLeft(at, now) {
  const left = at - now;
  if (left <= 0) return { tone: "over", text: t("followUp.over", { count: Math.floor(-left / MINUTE), hours: Math.floor(-left / HOUR), days: Math.floor(-left / (24 * HOUR)), unit: -left < HOUR ? "minute" : -left < 24 * HOUR ? "hour" : "day" }) };
  if (left <= SOON) return { tone: "soon", text: t("clock.minutes", { count: Math.ceil(left / MINUTE) }) };
  return { tone: "", text: dayKey(at) === dayKey(now) ? clockTime(at) : shortDate(at, now) };
}

/** @param {{at: string}} followUp */
export const followUpMoment = ({ at }) => exactTime(at);
