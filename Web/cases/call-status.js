import { html } from "../vendor/preact-htm.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { useNow } from "../ui/use-now.js";

/**
 * A call that rings or is spoken, in the card's line of the last action.
 * @param {{call: import("../lib/types").LiveCall}} props
 */
export function CallStatus({ call }) {
  const now = useNow();
  const talking = call.status === "answered";
  return html`<span class=${`case-card__call ${talking ? "" : "case-card__call--ringing"}`}>${talking ? t("call.answered") : t(`call.ringing.${call.direction}`)} · ${duration(now - Date.parse(call.startedAt))}</span>`;
}
