import { noCases, reduceCases } from "./cases/reduce.js";
import { reduceView } from "./cases/view-reduce.js";
import { reduceConversations } from "./cases/messages-reduce.js";
import { noPerCase, reducePerCase } from "./cases/per-case-reduce.js";
import { reduceQuickReplies } from "./cases/quick-replies.js";
import { reduceDrafts, reduceOutbox } from "./cases/writing-reduce.js";
import { noConnection, reduceConnection } from "./shell/connection-reduce.js";
import { noDirectory, reduceDirectory, reduceMe } from "./shell/directory-reduce.js";
import { reduceNotices } from "./shell/notices-reduce.js";
import { noScreen, reduceScreen } from "./shell/screen-reduce.js";

/**
 * @typedef {import("./lib/types").State} State
 * @typedef {import("./lib/types").Action} Action
 * @typedef {import("./lib/types").Frame} Frame
 */

/** @type {State} */
export const emptyDesk = {
  perCase: noPerCase, quickReplies: [],
  phase: "loading", failure: null, position: null, me: null, locale: "es", theme: "system", directory: noDirectory, cases: noCases,
  conversations: {}, parts: {}, outbox: [], drafts: {}, connection: noConnection, screen: noScreen, notices: [], view: null,
};

/**
 * The whole desk: state and action in, state out, nothing else.
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduceDesk(state, action) {
  if (action.type === "events") return action.frames.reduce((/** @type {State} */ held, /** @type {Frame} */ frame) => reduceDesk(held, { type: "frame", frame, now: action.now }), state);
  return {
    ...reducePhase(state, action),
    me: reduceMe(state.me, action),
    directory: reduceDirectory(state.directory, action),
    cases: reduceCases(state.cases, action, (action.type === "snapshot" ? action.snapshot.me : state.me)?.id ?? null),
    conversations: reduceConversations(state.conversations, action),
    parts: reduceParts(state.parts, action),
    outbox: reduceOutbox(state.outbox, action),
    drafts: reduceDrafts(state.drafts, action),
    perCase: reducePerCase(state.perCase, action, state),
    quickReplies: reduceQuickReplies(state.quickReplies, action),
    connection: reduceConnection(state.connection, action),
    screen: reduceScreen(state.screen, action, state),
    notices: reduceNotices(state.notices, action, state),
    view: reduceView(state.view, action, state),
  };
}

/**
 * Parts of the state whose reducers come with a layer.
 * @type {Map<keyof State["parts"], (held: any, action: Action) => any>}
 */
const later = new Map();

/**
 * From its code's arrival on, `state.parts[name]` is what this reducer makes of each action.
 * @param {keyof State["parts"]} name
 * @param {(held: any, action: Action) => any} reduce pure, from undefined on
 */
export const addPart = (name, reduce) => { later.set(name, reduce); };

/** @param {State["parts"]} held @param {Action} action @returns {State["parts"]} */
function reduceParts(held, action) {
  let next = held;
  for (const [name, reduce] of later) {
    const part = reduce(next[name], action);
    if (part !== next[name]) next = { ...next, [name]: part };
  }
  return next;
}

/** @param {State} state @param {Action} action @returns {State} */
function reducePhase(state, action) {
  switch (action.type) {
    case "snapshot": return { ...state, phase: "ready", failure: null, position: action.snapshot.position };
    case "frame": return action.frame.id ? { ...state, position: action.frame.id } : state;
    case "failed": return state.phase === "ready" ? state : { ...state, phase: "failed", failure: action.failure };
    case "loading": return state.phase === "failed" ? { ...state, phase: "loading", failure: null } : state;
    case "ended": return { ...state, phase: "ended" };
    case "locale": return { ...state, locale: action.locale };
    case "theme": return { ...state, theme: action.theme };
    default: return state;
  }
}
