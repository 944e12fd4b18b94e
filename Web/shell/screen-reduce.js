/**
 * @typedef {import("../lib/types").Screen} Screen
 * @typedef {import("../lib/types").State} State
 * @typedef {import("../lib/types").Action} Action
 */
import { isListed } from "../cases/select.js";

/** @type {Screen} */
export const noScreen = {
  selected: null, pane: "list", drawer: false, attendedOpen: false, mode: "text", dialog: null, toasts: [],
  taken: {}, presence: {}, accepting: null, missing: null,
  overdue: false, scope: null, filter: { unread: false, flagged: false, channels: [] }, look: { order: "recent", compact: false, mine: false }, old: false, report: null, reportSearch: "", people: null, listing: null, lastListing: "",
};

/**
 * What this tab shows: the open case, panes, dialogs, toasts, cards that just went to somebody else.
 * @param {Screen} screen
 * @param {Action} action
 * @param {State} state the state before the action
 * @returns {Screen}
 */
export function reduceScreen(screen, action, state) {
  switch (action.type) {
    case "select": return { ...screen, selected: action.number, pane: action.number === null ? "list" : "conversation", mode: action.number === screen.selected ? screen.mode : "text", drawer: false, missing: null, report: null, people: null, listing: null };
    case "report": return { ...screen, report: action.report, reportSearch: action.search ?? "", drawer: false, people: null, listing: null };
    case "people": return { ...screen, people: { place: action.place, search: action.search }, report: null, listing: null, drawer: false };
    case "listing": return { ...screen, listing: action.search, lastListing: action.search, report: null, people: null, drawer: false };
    case "pane": return { ...screen, pane: action.pane };
    case "drawer": return { ...screen, drawer: action.open };
    case "attended": return { ...screen, attendedOpen: action.open };
    case "mode": return { ...screen, mode: action.mode };
    case "dialog": return { ...screen, dialog: action.dialog };
    case "toast": return { ...screen, toasts: [...screen.toasts, action.toast].slice(-3) };
    case "toast.gone": return { ...screen, toasts: screen.toasts.filter((toast) => toast.id !== action.id) };
    case "accepting": return { ...screen, accepting: action.case };
    case "missing": return { ...screen, missing: action.missing };
    case "overdue": return { ...screen, overdue: action.overdue };
    case "scope": return { ...screen, scope: action.campaign };
    case "filter": return { ...screen, filter: { ...screen.filter, ...action.filter } };
    case "look": return { ...screen, look: { ...screen.look, ...action.look } };
    case "old": return { ...screen, old: true };
    case "taken": return { ...screen, accepting: null, taken: { ...screen.taken, [action.card.id]: { card: action.card, by: action.by, at: action.at, lost: action.lost ?? "taken" } } };
    case "taken.gone": { const { [action.case]: _, ...rest } = screen.taken; return { ...screen, taken: rest }; }
    case "snapshot": return { ...screen, taken: {}, presence: {} };
    case "frame": return applyFrame(screen, action, state);
    default: return screen;
  }
}

/** @param {Screen} screen @param {Action} action @param {State} state @returns {Screen} */
function applyFrame(screen, { frame: { kind, data }, now }, state) {
  if (kind === "presence" || kind === "typing") return { ...screen, presence: withPresence(screen.presence, data, now) };
  const card = state.cases.byId[data?.case?.id ?? data?.id];
  if (kind === "case.gone" && card && card.version <= data.version && (card.state === "open" || card.state === "waiting") && card.number === screen.selected) return lost(screen, card.number);
  if (!card || card.state === "open" || card.state === "waiting" || !isListed(card, state)) return screen;
  const me = state.me?.id;
  const next = kind === "case.gone" ? null : data.case;
  if (next && next.version <= card.version) return screen;
  const mine = card.state === "offered" && card.agent === me;
  const took = next && next.agent && next.agent !== me && (next.state === "open" || next.state === "waiting");
  // Where the list goes on showing it, with its new agent, nobody has lost it.
  if (took && !mine && isListed(next, state)) return screen;
  const passed = mine && (!next || (next.agent !== me && !took));
  if (!took && !passed) return next || card.number !== screen.selected ? screen : lost(screen, card.number);
  const by = took ? state.directory.agents[next.agent]?.name ?? null : null;
  return { ...screen, taken: { ...screen.taken, [card.id]: { card: took ? next : card, by, at: now, lost: took ? "taken" : "passed" } } };
}

/** @param {Screen["presence"]} presence @param {any} data @param {number} now */
function withPresence(presence, data, now) {
  const held = presence[data.case] ?? { visitor: 0, agents: {} };
  if (data.visitor) return { ...presence, [data.case]: { ...held, visitor: data.typing ? now : 0 } };
  const { [data.agent]: _, ...others } = held.agents;
  return { ...presence, [data.case]: { ...held, agents: data.viewing || data.typing ? { ...others, [data.agent]: { typing: data.typing, at: now } } : others } };
}

/**
 * The open case left my sight.
 * @param {Screen} screen
 * @param {number} number
 * @returns {Screen}
 */
const lost = (screen, number) => ({ ...screen, missing: { number, status: 404, code: "" } });
