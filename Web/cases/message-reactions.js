import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { react } from "./react-to.js";

/**
 * Reactions under the bubble; mine is a button that takes it back, or tries again where it did not arrive.
 * @param {{message: import("../lib/types").Message, acts: boolean}} props
 */
export function MessageReactions({ message, acts }) {
  return html`<span class="message__reactions">${gathered(message.reactions ?? []).map((one) => {
    const words = t("reaction.by", { emoji: one.emoji, names: one.names.join(", ") || t(one.mine ? "message.desk" : "timeline.customer") });
    if (!one.mine || !acts) return html`<span key=${one.emoji} class="message__reaction" role="img" aria-label=${words} title=${words}>${one.emoji}${one.count > 1 ? html`<span class="message__reaction-count">${one.count}</span>` : null}</span>`;
    const label = one.failed ? t("reaction.failed", { emoji: one.emoji }) : t("reaction.remove", { emoji: one.emoji });
    return html`<button key=${one.emoji} type="button" class=${`message__reaction message__reaction--mine ${one.failed ? "message__reaction--failed" : one.pending ? "message__reaction--pending" : ""}`} aria-label=${label} title=${label}
      onClick=${() => void react(message, one.failed ? one.emoji : null)}>${one.emoji}${one.failed ? html`<${Icon} name="failed" size="xs" />` : one.count > 1 ? html`<span class="message__reaction-count">${one.count}</span>` : null}</button>`;
  })}</span>`;
}

/**
 * The same sign once, with who gave it.
 * @param {import("../lib/types").Reaction[]} reactions
 * @returns {{emoji: string, count: number, names: string[], mine: boolean, failed: boolean, pending: boolean}[]}
 */
export function gathered(reactions) {
  /** @type {Map<string, {emoji: string, count: number, names: string[], mine: boolean, failed: boolean, pending: boolean}>} */
  const found = new Map();
  for (const { emoji, by, name, status } of reactions) {
    const held = found.get(emoji) ?? { emoji, count: 0, names: [], mine: false, failed: false, pending: false };
    const ours = by === "agent";
    found.set(emoji, {
      ...held, count: held.count + 1, names: name ? [...held.names, name] : held.names, mine: held.mine || ours,
      failed: held.failed || (ours && status === "failed"), pending: held.pending || (ours && status === "pending"),
    });
  }
  return [...found.values()];
}
