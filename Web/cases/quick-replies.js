/**
 * Ready-made answers: found by their shortcut, title or words, with the names of this case put in.
 * @typedef {import("../lib/types").QuickReply} QuickReply
 * @typedef {import("../lib/types").Action} Action
 */
const VARIABLE = /\{\{\s*([\w.]+)\s*\}\}/g;

/** @param {QuickReply[]} replies @param {Action} action @returns {QuickReply[]} */
export function reduceQuickReplies(replies, action) {
  return action.type === "snapshot" || action.type === "directory" ? action.snapshot.quickReplies ?? [] : replies;
}

/**
 * What is being sought at the caret: "/rec" at the beginning of a word finds answers, ":son" finds emoji, "@an" colleagues. Null otherwise.
 * @param {string} text
 * @param {number} caret
 * @returns {{kind: "quick" | "emoji" | "mention", words: string, from: number} | null}
 */
export function findTrigger(text, caret) {
  const before = text.slice(0, caret);
  const quick = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u.exec(before);
  if (quick) return { kind: "quick", words: quick[1] ?? "", from: caret - (quick[1] ?? "").length - 1 };
  const emoji = /(?:^|\s):([\p{L}]{2,})$/u.exec(before);
  const mention = /(?:^|[\s(])@([\p{L}\p{N}]*)$/u.exec(before);
  if (mention) return { kind: "mention", words: mention[1] ?? "", from: caret - (mention[1] ?? "").length - 1 };
  return emoji ? { kind: "emoji", words: emoji[1] ?? "", from: caret - (emoji[1] ?? "").length - 1 } : null;
}

/**
 * Colleagues by any word of their name, without accents.
 * @param {{id: string, name: string}[]} people
 * @param {string} words
 */
export const findPeople = (people, words) => people
  .filter(({ name }) => name.split(/\s+/).some((one) => fold(one).startsWith(fold(words))))
  .sort((one, two) => one.name.localeCompare(two.name));

/**
 * Those of the campaign and those of all, the best first: shortcut begins so, title has it, words have it.
 * @param {QuickReply[]} replies
 * @param {string} campaign
 * @param {string} words
 */
export function findReplies(replies, campaign, words) {
  const sought = fold(words);
  return replies
    .filter((reply) => reply.campaign === null || reply.campaign === campaign)
    .map((reply) => ({ reply, rank: rankOf(reply, sought) }))
    .filter(({ rank }) => rank < 4)
    .sort((one, two) => one.rank - two.rank || (one.reply.shortcut < two.reply.shortcut ? -1 : 1))
    .map(({ reply }) => reply);
}

/**
 * Puts in what is known; what is not stands as it is, for `unfilled` to find.
 * @param {string} body
 * @param {Record<string, string | number | null | undefined>} values
 */
export const fillReply = (body, values) => body.replace(VARIABLE, (whole, name) => String(values[name] || whole));

/**
 * Variables that still stand in a text: they must not reach a customer.
 * @param {string} text
 * @returns {{name: string, from: number, to: number}[]}
 */
export const unfilled = (text) => [...text.matchAll(VARIABLE)].map((found) => ({ name: found[1] ?? "", from: found.index ?? 0, to: (found.index ?? 0) + found[0].length }));

/** @param {QuickReply} reply @param {string} sought */
function rankOf(reply, sought) {
  const shortcut = fold(reply.shortcut);
  if (shortcut.startsWith(sought)) return shortcut === sought ? 0 : 1;
  return ` ${fold(reply.title)}`.includes(` ${sought}`) ? 2 : fold(reply.body).includes(sought) ? 3 : 4;
}

/** @param {string} text */
const fold = (text) => text.replace(/^\//, "").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
