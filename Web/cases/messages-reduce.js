/**
 * @typedef {import("../lib/types").Message} Message
 * @typedef {import("../lib/types").Conversation} Conversation
 * @typedef {import("../lib/types").Action} Action
 */

/** @type {Conversation} */
const loading = { status: "loading", error: null, messages: {}, earlier: null, loadingEarlier: false, contact: null, channels: [], unreadFrom: null };

/**
 * Conversations that were opened, by case. Frames of others are left out: opening reads them whole.
 * @param {Record<string, Conversation>} all
 * @param {Action} action
 * @returns {Record<string, Conversation>}
 */
export function reduceConversations(all, action) {
  switch (action.type) {
    case "snapshot": return action.keep && all[action.keep] ? { [action.keep]: /** @type {Conversation} */ (all[action.keep]) } : {};
    case "conversation.loading": return all[action.case]?.status === "ready" ? all : { ...all, [action.case]: { ...loading, unreadFrom: action.unreadFrom } };
    case "conversation.loaded": return loaded(all, action);
    case "conversation.failed": return all[action.case]?.status === "ready" ? all : { ...all, [action.case]: { ...loading, status: "error", error: action.error } };
    case "conversation.earlier": return change(all, action.case, { loadingEarlier: true });
    case "conversation.earlierFailed": return change(all, action.case, { loadingEarlier: false });
    case "conversation.earlierLoaded": return change(all, action.case, (held) => ({
      loadingEarlier: false, earlier: action.next, messages: action.items.reduce(mergeMessage, held.messages),
    }));
    case "conversation.unreadFrom": return change(all, action.case, { unreadFrom: action.at });
    case "conversation.forget": { const { [action.case]: _, ...rest } = all; return rest; }
    case "message": return change(all, action.message.case, (held) => ({ messages: mergeMessage(held.messages, action.message) }));
    case "reaction": return change(all, action.case, (held) => ({ messages: withReaction(held.messages, action) }));
    case "contact": return withContact(all, action.contact, action.case);
    case "frame": return applyFrame(all, action.frame);
    default: return all;
  }
}

/**
 * Messages are merged by id whatever comes first: the higher version stays.
 * @param {Record<string, Message>} messages
 * @param {Message} message
 */
export function mergeMessage(messages, message) {
  const held = messages[message.id];
  return held && held.version > message.version ? messages : { ...messages, [message.id]: message };
}

/** @param {Message} one @param {Message} two */
export const inOrder = (one, two) => (one.at < two.at ? -1 : one.at > two.at ? 1 : one.id < two.id ? -1 : one.id > two.id ? 1 : 0);

/** @param {Record<string, Conversation>} all @param {Action} action */
function loaded(all, { case: id, messages, earlier, contact, channels }) {
  const held = all[id] ?? loading;
  const known = held.status === "ready";
  return { ...all, [id]: {
    ...held, status: /** @type {const} */ ("ready"), error: null, contact, channels: channels ?? [],
    earlier: known && reachesFurther(held, messages) ? held.earlier : earlier,
    messages: messages.reduce(mergeMessage, known && !reachesFurther(held, messages) ? {} : held.messages),
  } };
}

/**
 * Whether what is held overlaps the page just read, so that nothing is missing between them.
 * @param {Conversation} held
 * @param {Message[]} page
 */
function reachesFurther(held, page) {
  return page.length === 0 || page.some((message) => held.messages[message.id]);
}

/**
 * My reaction at once, before the server says so: its answer has a higher version. One of ours stands on a message.
 * @param {Record<string, Message>} messages
 * @param {Action} action `emoji` null takes it away
 */
function withReaction(messages, { message: id, emoji, name }) {
  const held = messages[id];
  if (!held) return messages;
  const others = (held.reactions ?? []).filter((one) => one.by !== "agent");
  const mine = emoji === null ? [] : [{ emoji, by: /** @type {const} */ ("agent"), name, status: /** @type {const} */ ("pending") }];
  return { ...messages, [id]: { ...held, reactions: [...others, ...mine] } };
}

/** @param {Record<string, Conversation>} all @param {import("../lib/types").Frame} frame */
function applyFrame(all, { kind, data }) {
  if (kind === "case.gone") { const { [data.id]: _, ...rest } = all; return data.id in all ? rest : all; }
  if (kind === "contact.updated") { const { version, ...said } = data.contact; return withContact(all, { ...said, newest: version }, null); }
  if (!data?.message?.id || !data.case?.id) return all;
  return change(all, data.case.id, (held) => ({ messages: mergeMessage(held.messages, data.message) }));
}

/** @param {Record<string, Conversation>} all @param {any} contact whole, or what is said of it @param {string | null} caseId */
function withContact(all, contact, caseId) {
  let next = all;
  for (const [id, held] of Object.entries(all)) {
    if (id !== caseId && held.contact?.id !== contact.id) continue;
    next = { ...next, [id]: { ...held, contact: held.contact ? { ...held.contact, ...contact } : contact } };
  }
  return next;
}

/**
 * @param {Record<string, Conversation>} all
 * @param {string} id
 * @param {Partial<Conversation> | ((held: Conversation) => Partial<Conversation>)} patch
 */
function change(all, id, patch) {
  const held = all[id];
  return held ? { ...all, [id]: { ...held, ...(typeof patch === "function" ? patch(held) : patch) } } : all;
}
