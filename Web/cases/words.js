import { getState } from "../desk.js";
import { t } from "../lib/i18n.js";
import { labelOf } from "./labels.js";

/**
 * Words of a case, worded by its campaign's policy.
 * @typedef {import("../lib/types").Card} Card
 */

/** @param {Card} card @returns {Partial<import("../lib/types").Policy>} */
export const policyOf = (card) => getState().directory.campaigns[card.campaign]?.policy ?? {};

/**
 * What its campaign calls a case.
 * @param {Card} card
 */
export const unitOf = (card) => policyOf(card).unit ?? "attention";

/**
 * An address as people read it: a visitor of the web chat has only a number, of which the end is enough.
 * @param {import("../lib/types").Point} point
 */
export const addressOf = (point) => (point.kind === "visitor" ? t("point.visitorNamed", { code: point.value.slice(-4).toUpperCase() }) : point.display || point.value);

/** @param {Card} card */
export const nameOf = (card) => card.contact.name || addressOf(card.contact.point);

/**
 * The customer's own number is shown where the medium is a number: WhatsApp.
 * @param {Card} card
 */
export const pointOf = (card) => (card.channel === "whatsapp" && card.contact.name ? card.contact.point.display || card.contact.point.value : null);

/**
 * The line the customer wrote to: its number on WhatsApp, else the account's name.
 * @param {import("../lib/types").Account | undefined} account
 */
export const lineOf = (account) => (account ? (account.channel === "whatsapp" && account.address) || account.alias : "");

/**
 * Only a bot speaks for us before anybody opened the case.
 * @param {Card} card
 */
export const isBotSpeaking = (card) => card.preview?.direction === "out" && card.preview.kind !== "note" && card.openedAt === null && (card.state === "bot" || card.agent === null || card.state === "offered");

/** @param {Card} card @returns {{label: string, icon: string, tone: string}} */
export function stateOf(card) {
  const labels = policyOf(card).labels ?? "line";
  const { word, icon, tone } = labelOf(labels, card);
  return { label: t(`label.${labels}.${word}`), icon, tone };
}

/**
 * The last action in words: what was said, or what kind of thing came.
 * @param {Card} card
 */
export function previewOf(card) {
  const { preview } = card;
  if (!preview) return card.sight === "card" ? t("preview.hidden") : t("preview.none");
  if (preview.kind === "call") return t(`call.${preview.call?.status ?? "ended"}`);
  if (preview.kind === "note") return t("preview.note", { text: preview.text ?? "" });
  const text = preview.text?.replace(/\s+/g, " ").trim();
  const kind = preview.kind === "text" ? "" : t(`kind.${preview.kind}`);
  const said = kind && text ? `${kind} · ${text}` : text || kind;
  return isBotSpeaking(card) ? t("preview.bot", { text: said }) : said;
}

/**
 * Whose words they are, as the reader says it.
 * @param {import("../lib/types").Message} message
 * @param {string | undefined} me
 * @param {string | null} customer
 */
export function authorOf({ author, direction }, me, customer) {
  if (author.kind === "agent" && author.id === me) return t("message.you");
  if (author.kind === "bot") return author.name || t("message.bot");
  return author.name ?? (direction === "in" ? customer ?? t("timeline.customer") : t("message.desk"));
}

/**
 * What kind of thing it is, where it is more than words.
 * @param {import("../lib/types").Message} message
 */
export function kindOf({ kind, attachments }) {
  if (kind === "text" || kind === "system") return "";
  return attachments[0]?.voice ? t("kind.voice") : t(`kind.${kind}`);
}
