import { noCases, reduceCases } from "./cases/reduce.js";
import { reduceView } from "./cases/view-reduce.js";
import { reduceConversations } from "./cases/messages-reduce.js";
import { noPerCase, reducePerCase } from "./cases/per-case-reduce.js";
import { reduceQuickReplies } from "./cases/quick-replies.js";
import { reduceDrafts, reduceOutbox } from "./cases/writing-reduce.js";
import { reduceHistories } from "./contacts/reduce.js";
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
  conversations: {}, histories: {}, outbox: [], drafts: {}, connection: noConnection, screen: noScreen, notices: [], view: null,
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
    histories: reduceHistories(state.histories, action),
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
