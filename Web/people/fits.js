import { fold } from "../lib/fold.js";
import { beginOf, later } from "../lib/days.js";

/**
 * Whether a contact is one of those that a filter asks for, as far as can be said without the server: for what changes while the list stands. Pure.
 * @param {import("../lib/types").Contact} contact
 * @param {import("./people-address.js").PeopleFilter} filter
 * @param {string} zone
 * @param {string | null} scope
 */
export function fits(contact, filter, zone, scope) {
  const campaigns = scope ? [scope] : filter.campaign;
  const made = Date.parse(contact.createdAt);
  return (filter.label.length === 0 || filter.label.some((id) => contact.labels?.includes(id)))
    && (campaigns.length === 0 || campaigns.some((id) => contact.campaigns.includes(id)))
    && (filter.vip === "" || String(Boolean(contact.vip)) === filter.vip)
    && (filter.blocked === "" || String(Boolean(contact.blocked)) === filter.blocked)
    && (!filter.createdFrom || made >= beginOf(filter.createdFrom, zone))
    && (!filter.createdTo || made < beginOf(later(filter.createdTo, 1), zone))
    && Object.entries(filter.attributes).every(([name, value]) => fold(String(contact.attributes?.[name] ?? "")) === fold(value))
    && isFound(contact, filter.q);
}

/** @param {import("../lib/types").Contact} contact @param {string} q */
function isFound(contact, q) {
  const asked = fold(q).trim();
  if (!asked) return true;
  const digits = asked.replace(/\D/g, "");
  if (digits && /^[\d\s+().-]+$/.test(asked)) return [contact.code ?? "", ...contact.points.map((point) => point.value)].some((text) => text.replace(/\D/g, "").includes(digits));
  const words = wordsOf([contact.name, contact.code ?? "", ...contact.points.map((point) => point.value)].join(" "));
  return wordsOf(asked).every((word) => words.some((one) => one.startsWith(word)));
}

/** @param {string} text */
const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
