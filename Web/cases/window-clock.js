import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Clock } from "../ui/clock.js";
import { useNow } from "../ui/use-now.js";

const [MINUTE, HOUR] = [60_000, 3_600_000];

/**
 * What is left of the medium's reply limit.
 * @param {{endsAt: string, channel: string}} props
 */
export function WindowClock({ endsAt, channel }) {
  const now = useNow(false);
  const { tone, text } = windowLeft(Date.parse(endsAt) - now);
  return html`<${Clock} kind="window" tone=${tone} what=${t("clock.window", { channel: t(`channel.${channel}`) })} text=${text} />`;
}

/**
 * Soon under two hours.
 * @param {number} left milliseconds
 * @returns {{tone: "" | "soon" | "over", text: string}}
 */
export function windowLeft(left) {
  if (left <= 0) return { tone: "over", text: t("clock.closed") };
  if (left < MINUTE) return { tone: "soon", text: t("clock.underMinute") };
  if (left < 2 * HOUR) return { tone: "soon", text: left < HOUR ? t("clock.minutes", { count: Math.floor(left / MINUTE) }) : t("clock.hoursMinutes", { hours: Math.floor(left / HOUR), minutes: Math.floor((left % HOUR) / MINUTE) }) };
  return { tone: "", text: t("clock.hours", { count: Math.floor(left / HOUR) }) };
}
