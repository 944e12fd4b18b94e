import { html, useRef } from "../vendor/preact-htm.js";
import { dayKey, dayName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Lazy } from "../ui/lazy.js";
import { loadEarlierCase } from "./later.js";
import { Message } from "./message.js";
import { SystemLine } from "./system-line.js";
import { unitOf } from "./words.js";

/**
 * A function that paints an item. What has not changed since the last time is given again as it was, and costs nothing:
 * one message more must not paint hundreds anew.
 * @param {{card: import("../lib/types").Card, acts: boolean, now: number, pointed: string | null, reacting: string | null}} props `reacting`: its signs were asked for by key, wherever the pointer rests
 */
export function usePainted({ card, acts, now, pointed, reacting }) {
  const held = useRef(/** @type {Map<string, {sign: unknown[], node: any}>} */ (new Map()));
  return (/** @type {import("./timeline-items.js").Item} */ item) => {
    const tools = item.kind === "message" && (item.message.id === pointed || item.message.id === reacting);
    const sign = signOf(item, card, acts, now, tools);
    const before = held.current.get(item.key);
    if (before && before.sign.length === sign.length && before.sign.every((part, index) => Object.is(part, sign[index]))) return before.node;
    const node = paint(item, card, acts, now, tools);
    held.current.set(item.key, { sign, node });
    return node;
  };
}

/** @param {import("./timeline-items.js").Item} item @param {import("../lib/types").Card} card @param {boolean} acts @param {number} now @param {boolean} tools */
function signOf(item, card, acts, now, tools) {
  switch (item.kind) {
    case "day": return [item.at, dayKey(now)];
    case "unread": return [item.count];
    case "earlier": return [item.at, item.count, item.known, item.open, dayKey(now)];
    case "current": return [card.number];
    case "system": return [item.message];
    default: return [item.message, item.follow, acts, tools, card.contact.name];
  }
}

/** @param {import("./timeline-items.js").Item} item @param {import("../lib/types").Card} card @param {boolean} acts @param {number} now @param {boolean} tools */
function paint(item, card, acts, now, tools) {
  if (item.kind === "day") return html`<div key=${item.key} class="timeline__day"><span>${dayName(item.at, now)}</span></div>`;
  if (item.kind === "unread") return html`<div key=${item.key} class="timeline__unread"><span>${t("timeline.unread", { count: item.count })}</span></div>`;
  if (item.kind === "earlier") return html`<${Lazy} key=${item.key} load=${loadEarlierCase} failed=${nothing} item=${item} card=${card} now=${now} />`;
  if (item.kind === "current") return html`<div key=${item.key} class="timeline__earlier"><${Icon} name="history" size="s" /><span class="timeline__earlier-text">${t("timeline.thisCase", { number: card.number, unit: unitOf(card) })}</span></div>`;
  if (item.kind === "system") return html`<${SystemLine} key=${item.key} message=${item.message} />`;
  return html`<${Message} key=${item.key} message=${item.message} case=${card.id} customer=${card.contact.name} follow=${item.follow} acts=${acts} tools=${tools} />`;
}

/** Without its code an earlier case is not shown; scrolling up asks for it again. */
function nothing() {}
