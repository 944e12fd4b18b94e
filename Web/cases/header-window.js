import { html } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";
import { clockTime, dayKey, shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useNow } from "../ui/use-now.js";
import { endsSoon, wasNeverOpen, windowLeft } from "./reply-channel.js";
import { unitOf } from "./words.js";

/**
 * The medium's reply window as time left: calm, soon, over. The case's number stands in its tip.
 * @param {{card: import("../lib/types").Card, channel: import("../lib/types").ReplyChannel}} props
 */
export function HeaderWindow({ card, channel }) {
  useNow(endsSoon(channel.window));
  const now = serverNow();
  const left = windowLeft(channel.window, now);
  if (!left || !channel.window) return null;
  const name = t(`channel.${channel.channel}`);
  const { endsAt } = channel.window;
  const time = dayKey(endsAt) === dayKey(now) ? clockTime(endsAt) : `${shortDate(endsAt, now)}, ${clockTime(endsAt)}`;
  const number = t("side.case", { unit: unitOf(card), number: card.number });
  const tip = `${number}\n${t(wasNeverOpen(channel.window) ? "window.unopened" : left.tone === "over" ? "window.closed" : "window.closes", { channel: name, time })}`;
  return html`<button type="button" class=${`clock clock--boxed clock--${left.tone}`} data-tip=${tip} data-tip-side="start" data-testid="window-clock" data-tone=${left.tone} aria-label=${`${t("window.label", { channel: name, left: windowWords(left, true) })}. ${number}`}>
    <${Icon} name="window" size="xs" />${left.tone === "over" ? windowWords(left) : html`${left.hours > 0 ? t("window.hours", { hours: left.hours }) : null}<span class=${left.hours > 0 ? "conversation__minor" : ""}>${left.hours > 0 ? " " : ""}${t("window.minutes", { minutes: left.minutes })}</span>`}</button>`;
}

/**
 * "23 h 58 min", or that it is closed; whole words for readers.
 * @param {import("./reply-channel.js").WindowLeft} left
 * @param {boolean} [whole]
 */
export function windowWords({ tone, hours, minutes }, whole = false) {
  if (tone === "over") return t("window.over");
  if (whole) return t("window.left", { hours, minutes });
  return [hours > 0 ? t("window.hours", { hours }) : "", t("window.minutes", { minutes })].filter(Boolean).join(" ");
}
