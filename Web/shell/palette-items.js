import { fold, matchRank } from "../lib/fold.js";

/**
 * What the palette lists. Pure.
 * @typedef {import("../lib/types").Card} Card
 * @typedef {{id: string, kind: "case" | "contact" | "message" | "act", icon: string, title: string, sub: string, rank: number, card?: Card, contact?: import("../lib/types").Contact, number?: number, end?: string, channel?: string, parts?: {text: string, match: boolean}[], run?: () => void}} Item
 */
const MOST = 8;

/**
 * Cases by number, name, code, telephone or last words; without words, the newest.
 * @param {Card[]} cards
 * @param {string} query
 * @param {{name: (card: Card) => string, preview: (card: Card) => string}} words
 * @returns {Item[]}
 */
export function caseItems(cards, query, words) {
  const asked = query.trim().replace(/^#/, "");
  const digits = asked.replace(/[\s()+.-]/g, "");
  const number = /^\d+$/.test(digits) ? digits : "";
  return cards.map((card) => {
    const preview = words.preview(card);
    const { code, point } = card.contact;
    // Two or three digits stand in every telephone.
    const some = number.length > 0 && number.length < 4;
    const address = some ? 0 : Math.max(number.length >= 4 && point.value.replace(/\D/g, "").includes(number) ? 2 : 0, matchRank(point.display || point.value, asked));
    const coded = some ? 0 : matchRank(code ?? "", asked);
    const ranks = [
      number && String(card.number).startsWith(number) ? (String(card.number) === number ? 5 : 3) : 0,
      matchRank(words.name(card), asked) * 1.2, coded, address, card.preview?.text ? matchRank(preview, asked) * 0.8 : 0,
    ];
    // What it was found by is shown.
    const best = Math.max(...ranks);
    const sub = best > 0 && best === coded ? code ?? "" : best > 0 && best === address && point.display ? point.display : preview;
    return { id: `case-${card.id}`, kind: /** @type {const} */ ("case"), icon: "", channel: card.channel, title: words.name(card), sub, rank: asked ? Math.max(...ranks) : 1, card, number: card.number };
  }).filter((item) => item.rank > 0).sort((one, two) => two.rank - one.rank || byTime(two.card, one.card)).slice(0, asked ? MOST : 5);
}

/**
 * What the server found besides: cases that are in no list here, and what was said in any.
 * @param {Item[]} held
 * @param {Card[]} cards
 * @param {{name: (card: Card) => string, preview: (card: Card) => string}} words
 * @returns {Item[]}
 */
export function foundCases(held, cards, words) {
  const known = new Set(held.map((item) => item.id));
  return cards.filter((card) => !known.has(`case-${card.id}`))
    .map((card) => ({ id: `case-${card.id}`, kind: /** @type {const} */ ("case"), icon: "", channel: card.channel, title: words.name(card), sub: card.description ?? words.preview(card), rank: 1, card, number: card.number }));
}

/**
 * @param {import("./palette-search.js").FoundMessage[]} found
 * @param {(card: Card) => string} name
 * @returns {Item[]}
 */
export function messageItems(found, name) {
  return found.map(({ message, snippet, case: card }) => ({ id: `message-${message.id}`, kind: /** @type {const} */ ("message"), icon: "", channel: card.channel, title: `${name(card)} · #${card.number}`, sub: snippet.text, rank: 1, number: card.number, end: message.at, parts: cutAt(snippet.text, snippet.marks) }));
}

/**
 * A text cut at ranges that somebody else found.
 * @param {string} text
 * @param {[from: number, length: number][]} marks
 */
export function cutAt(text, marks) {
  /** @type {{text: string, match: boolean}[]} */
  const parts = [];
  let at = 0;
  for (const [from, length] of marks) {
    if (from > at) parts.push({ text: text.slice(at, from), match: false });
    parts.push({ text: text.slice(from, from + length), match: true });
    at = from + length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), match: false });
  return parts;
}

/** @param {Item[]} acts @param {string} query @returns {Item[]} */
export function actItems(acts, query) {
  const asked = query.trim();
  if (!asked) return acts.slice(0, MOST);
  return acts.map((act) => ({ ...act, rank: matchRank(act.title, asked) })).filter((act) => act.rank > 0).sort((one, two) => two.rank - one.rank || one.title.localeCompare(two.title)).slice(0, MOST);
}

/**
 * A number that stands in nothing loaded can still be opened.
 * @param {string} query
 * @param {Item[]} cases
 */
export function numberAsked(query, cases) {
  const found = /^\s*#?(\d{1,12})\s*$/.exec(query);
  const number = found ? Number(found[1]) : 0;
  return number > 0 && !cases.some((item) => item.number === number) ? number : null;
}

/** Whether a contact search can find anything: the server wants a word. */
export const isSearchable = (/** @type {string} */ query) => /[\p{L}\p{N}]{2}/u.test(fold(query));

/** @param {Card | undefined} one @param {Card | undefined} two */
const byTime = (one, two) => ((one?.lastMessageAt ?? one?.createdAt ?? "") < (two?.lastMessageAt ?? two?.createdAt ?? "") ? -1 : 1);
