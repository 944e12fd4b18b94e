import { clockTime, dayKey, exactTime } from "../lib/format.js";
import { serverNow } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { unitOf } from "./words.js";

/**
 * What a case bears beside its label, each a glyph and words.
 * @param {import("../lib/types").Card} card
 * @param {string} label the label's glyph: what it says already is not said again
 * @param {string[]} tags those that have no line of their own
 * @returns {{icon: string, label: string}[]}
 */
export function marksOf(card, label, tags = []) {
  const unit = unitOf(card);
  /** @type {{icon: string, label: string}[]} */
  const marks = customerMarks(card);
  if (card.marks.escalated && label !== "escalate") marks.push({ icon: "escalate", label: escalatedWords(card) });
  if (card.marks.unanswered) marks.push({ icon: "alert", label: t("mark.unanswered") });
  if (card.marks.orphaned) marks.push({ icon: "orphan", label: t("mark.orphaned", { unit }) });
  if (card.marks.transferred && label !== "transfer") marks.push({ icon: "transfer", label: t("mark.transferred", { unit }) });
  if (tags.length > 0) marks.push({ icon: "tag", label: t("case.tags", { names: tags.join(", ") }) });
  return marks;
}

/**
 * What the customer is to us, before anything of the case.
 * @param {import("../lib/types").Card} card
 * @returns {{icon: string, label: string}[]}
 */
export const customerMarks = ({ contact }) => [...(contact.vip ? [{ icon: "star", label: t("mark.vip") }] : []), ...(contact.blocked ? [{ icon: "lock", label: t("mark.blocked") }] : [])];

/** @param {import("../lib/types").Card} card */
export const escalatedWords = (card) => (card.escalation ? t("mark.escalatedBy", { unit: unitOf(card), by: card.escalation.by.name, reason: card.escalation.reason ?? "", hasReason: card.escalation.reason ? "yes" : "no" }) : t("mark.escalated", { unit: unitOf(card) }));

/** @param {import("../lib/types").Card["waiting"]} waiting */
export function waitingWords(waiting) {
  if (waiting?.until) return t("mark.waitingUntil", { time: momentWords(waiting.until), reason: waiting.reason ?? "", hasReason: waiting.reason ? "yes" : "no" });
  return waiting?.reason ? t("mark.waitingFor", { reason: waiting.reason }) : t("mark.waiting");
}

/**
 * The hour today; else the whole date.
 * @param {string} at
 */
export const momentWords = (at) => (dayKey(at) === dayKey(serverNow()) ? clockTime(at) : exactTime(at));
