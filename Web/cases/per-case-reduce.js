import { selectedCard } from "./select.js";

/**
 * @typedef {import("../lib/types").PerCase} PerCase
 * @typedef {import("../lib/types").State} State
 * @typedef {import("../lib/types").Action} Action
 */

/** @type {PerCase} */
export const noPerCase = { quoting: {}, via: {}, tabs: {}, unfolded: {}, reacting: null };

/**
 * What stays with a case while others are worked: nothing of it follows to another.
 * @param {PerCase} kept
 * @param {Action} action
 * @param {State} state the state before the action
 * @returns {PerCase}
 */
export function reducePerCase(kept, action, state) {
  switch (action.type) {
    case "quote": return { ...kept, quoting: put(kept.quoting, action.case, action.message) };
    case "reacting": return { ...kept, reacting: action.message };
    case "via": return { ...kept, via: put(kept.via, action.case, action.via) };
    case "unfold": {
      const held = kept.unfolded[action.case] ?? [];
      return { ...kept, unfolded: { ...kept.unfolded, [action.case]: action.open ? [...held.filter((one) => one !== action.earlier), action.earlier] : held.filter((one) => one !== action.earlier) } };
    }
    case "side.tab": {
      const card = selectedCard(state);
      return card ? { ...kept, tabs: put(kept.tabs, card.id, action.tab) } : kept;
    }
    case "outbox.added": {
      const answered = action.items.filter((/** @type {import("../lib/types").OutboxItem} */ item) => item.replyTo && kept.quoting[item.case] === item.replyTo);
      return answered.length === 0 ? kept : { ...kept, quoting: answered.reduce((/** @type {PerCase["quoting"]} */ all, /** @type {{case: string}} */ item) => put(all, item.case, null), kept.quoting) };
    }
    case "conversation.loaded": {
      const via = kept.via[action.case];
      const known = (action.channels ?? []).some((/** @type {import("../lib/types").ReplyChannel} */ one) => `${one.account}/${one.point}` === via);
      return via && !known ? { ...kept, via: put(kept.via, action.case, null) } : kept;
    }
    default: return kept;
  }
}

/**
 * @template T
 * @param {Record<string, T>} record
 * @param {string} key
 * @param {T | null} value null takes it out
 * @returns {Record<string, T>}
 */
function put(record, key, value) {
  if (value !== null) return record[key] === value ? record : { ...record, [key]: value };
  if (!(key in record)) return record;
  const { [key]: _, ...rest } = record;
  return rest;
}
