/**
 * The orders of the list, as its menu has them: `name` ends the key of its words, `way` that of what comes first.
 * @type {{sort: string, name: string, way: string, searched?: boolean}[]}
 */
export const SORTS = [
  { sort: "-created", name: "created", way: "newest" },
  { sort: "created", name: "created", way: "oldest" },
  { sort: "unread", name: "unread", way: "unreadOldest" },
  { sort: "-unread", name: "unread", way: "unreadNewest" },
  { sort: "queuedFirst", name: "queuedFirst", way: "waitedMost" },
  { sort: "sla", name: "sla", way: "due" },
  { sort: "followUp", name: "followUp", way: "due" },
  { sort: "-updated", name: "updated", way: "newest" },
  { sort: "-customer", name: "customer", way: "newest" },
  { sort: "wait", name: "wait", way: "waitedMost" },
  { sort: "-priority", name: "priority", way: "gravest" },
  { sort: "-relevance", name: "relevance", way: "searched", searched: true },
  { sort: "from", name: "from", way: "letters" },
  { sort: "subject", name: "subject", way: "letters" },
  { sort: "-flag", name: "flag", way: "flagged" },
];

/**
 * What an order is called, also one that the menu doesn't have: the other way round of one that it has.
 * @param {string} sort
 */
export const sortName = (sort) => SORTS.find((one) => one.sort === sort)?.name ?? SORTS.find((one) => one.name === sort.replace(/^-/, ""))?.name ?? "created";

/**
 * What the table's heads sort by, first this way.
 * @type {Record<string, string>}
 */
export const COLUMN_SORTS = { number: "-created", customer: "from", last: "-customer", priority: "-priority", due: "sla", created: "-created" };

/**
 * The order after a head was pressed: the other way of its own, else its first.
 * @param {string} column
 * @param {string} sort
 */
export function pressed(column, sort) {
  const first = COLUMN_SORTS[column] ?? sort;
  if (sort.replace(/^-/, "") !== first.replace(/^-/, "")) return first;
  return sort.startsWith("-") ? sort.slice(1) : `-${sort}`;
}
