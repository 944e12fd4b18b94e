/** @typedef {import("./types.js").State} State @typedef {import("./types.js").Action} Action @typedef {import("./types.js").VMessage} VMessage */

const rank = { sent: 1, delivered: 2, read: 3 };

/** @param {import("./types.js").Account|null} account @returns {State} */
export function initial(account = null) {
  return {
    visitor: null, account, messages: {}, receipts: {}, outbox: [], closures: [], agent: null, queue: null, typing: false,
    read: null, earlier: null, progress: {}, link: "idle", loaded: false,
  };
}

/**
 * Applies one thing that happened. Messages are merged by id and receipts only rise, so frames may repeat or come in any order.
 * @param {State} state @param {Action} action @returns {State}
 */
export function reduce(state, action) {
  switch (action.kind) {
    case "snapshot": return snapshot(state, action.session);
    case "page": return { ...merge(state, action.items), earlier: action.next };
    case "message": return { ...merge(state, [action.message]), typing: action.message.mine ? state.typing : false };
    case "status": return receipt(state, action.message, action.status);
    case "agent": return { ...state, agent: action.name, queue: null };
    case "queue": return { ...state, queue: action.place };
    case "closed": return close(state, action.at ?? newest(state)?.at ?? null);
    case "typing": return state.typing === action.typing ? state : { ...state, typing: action.typing };
    case "read": return { ...state, read: later(state, action.message, state.read) };
    case "outbox": return { ...state, outbox: action.entries };
    case "link": return state.link === action.link ? state : { ...state, link: action.link };
    case "progress": return { ...state, progress: progress(state.progress, action.file, action.part) };
  }
}

/**
 * Oldest first; the id decides between equal times.
 * @param {State} state
 */
export function ordered(state) {
  return Object.values(state.messages).sort(before);
}

/**
 * Messages of the shop after the newest one seen.
 * @param {State} state
 */
export function unread(state) {
  const messages = ordered(state);
  const seen = messages.findIndex(message => message.id === state.read);
  return messages.slice(seen + 1).filter(message => !message.mine).length;
}

/**
 * The message a read mark would name now, or null when all is seen.
 * @param {State} state
 */
export function toSee(state) {
  return unread(state) === 0 ? null : ordered(state).filter(message => !message.mine).at(-1) ?? null;
}

/**
 * The customer's place in the queue. A frame about it has no order among the others: one that comes late, when somebody attends
 * or the conversation has ended, says nothing any more.
 * @param {State} state
 */
export function placeInLine(state) {
  const ended = state.closures.at(-1);
  return state.agent !== null || (ended !== undefined && (newest(state)?.at ?? "") <= ended) ? null : state.queue;
}

/** @param {VMessage} a @param {VMessage} b */
function before(a, b) {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** @param {State} state @param {import("./types.js").Session} session @returns {State} */
function snapshot(state, session) {
  const same = state.visitor === session.visitor;
  const joined = same && session.messages.some(message => message.id in state.messages);
  const base = same
    ? { ...state, messages: joined ? state.messages : {} }
    : { ...initial(), outbox: state.outbox, progress: state.progress, link: state.link };
  const next = merge(base, session.messages);
  return {
    ...(session.closedAt ? close(next, session.closedAt) : next),
    visitor: session.visitor,
    account: session.account,
    agent: session.agent?.name ?? null,
    queue: session.queue ?? null,
    read: session.read ? later(next, session.read, base.read) : base.read,
    earlier: joined ? state.earlier : session.earlier,
    typing: false,
    loaded: true,
  };
}

/** @param {State} state @param {VMessage[]} items @returns {State} */
function merge(state, items) {
  const messages = { ...state.messages };
  for (const item of items) {
    const status = highest(highest(item.status, messages[item.id]?.status), state.receipts[item.id]);
    messages[item.id] = { ...item, status };
  }
  return { ...state, messages };
}

/** @param {State} state @param {string} id @param {import("./types.js").Receipt} status @returns {State} */
function receipt(state, id, status) {
  const receipts = { ...state.receipts, [id]: /** @type {import("./types.js").Receipt} */ (highest(status, state.receipts[id])) };
  const held = state.messages[id];
  return held ? merge({ ...state, receipts }, [held]) : { ...state, receipts };
}

/**
 * @param {import("./types.js").Receipt|null|undefined} a @param {import("./types.js").Receipt|null|undefined} b
 * @returns {import("./types.js").Receipt|null}
 */
function highest(a, b) {
  if (!a || !b) return a ?? b ?? null;
  return (rank[a] ?? 0) >= (rank[b] ?? 0) ? a : b;
}

/** @param {State} state @param {string|null} at @returns {State} */
function close(state, at) {
  if (!at || state.closures.includes(at)) return { ...state, agent: null, queue: null, typing: false };
  return { ...state, closures: [...state.closures, at].sort(), agent: null, queue: null, typing: false };
}

/** @param {State} state */
function newest(state) {
  return ordered(state).at(-1);
}

/**
 * A read mark never goes back; one for a message not held says less than one for a message held.
 * @param {State} state @param {string} a @param {string|null} b
 */
function later(state, a, b) {
  const held = b === null ? undefined : state.messages[b];
  const next = state.messages[a];
  if (!held) return a;
  return next && before(held, next) < 0 ? a : b;
}

/** @param {Record<string, number>} held @param {string} file @param {number|null} part */
function progress(held, file, part) {
  const next = { ...held };
  if (part === null) delete next[file];
  else next[file] = part;
  return next;
}
