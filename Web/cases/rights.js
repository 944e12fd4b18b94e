/**
 * What the screen offers; the server decides.
 * @typedef {import("../lib/types").Card} Card
 * @typedef {import("../lib/types").State} State
 */

/**
 * Supervises the campaign.
 * @param {State["me"]} me
 * @param {string} campaign
 */
export const leads = (me, campaign) => me !== null && me.role !== "agent" && (!me.campaigns?.length || me.campaigns.includes(campaign));

/** @param {Card} card @param {State} state */
export function mayClose(card, state) {
  if (card.state === "closed" || !state.me || card.sight !== "full") return false;
  const holds = card.agent === state.me.id && card.state !== "offered";
  const who = policy(card, state, "whoMayClose") ?? "assignee";
  if (holds) return who !== "supervisor" || leads(state.me, card.campaign);
  if (leads(state.me, card.campaign)) return policy(card, state, "visibility") !== "exclusive";
  return card.state !== "offered" && (who === "everyone" || (who === "queue" && (state.directory.queues[card.queue]?.members ?? []).includes(state.me.id)));
}

/**
 * Acts beside answering and closing. `handle`: by its agent, or a supervisor who sees it; `mark`: whoever sees its conversation, and supervisors.
 * @param {Card} card
 * @param {State} state
 */
export function rightsOn(card, state) {
  const lead = leads(state.me, card.campaign);
  const live = card.state !== "closed";
  const holds = live && card.agent === state.me?.id && card.state !== "offered";
  const full = card.sight === "full";
  return {
    flag: holds, release: holds, handle: (card.state === "open" || card.state === "waiting") && (holds || (lead && full)),
    mark: live && (full || lead), transfer: live && card.state !== "bot" && (holds || lead),
  };
}

/**
 * Says what came of it: whoever attends it, a supervisor who sees it, and once it is closed whoever closed it.
 * @param {Card} card
 * @param {State} state
 */
export function mayClassify(card, state) {
  const { me } = state;
  const asks = policy(card, state, "disposition") ?? "off";
  if (!me || asks === "off" || card.sight !== "full" || (card.attended && card.closedBy !== me.id)) return false;
  const theirs = card.state === "closed" ? card.closedBy === me.id : card.agent === me.id && (card.state === "open" || card.state === "waiting");
  return theirs || (leads(me, card.campaign) && card.state !== "bot" && (policy(card, state, "visibility") !== "exclusive" || me.role === "administrator"));
}

/** @param {Card} card @param {State} state */
export function mayReopen(card, state) {
  if (card.state !== "closed" || !state.me || card.attended && card.closedBy !== state.me.id) return false;
  const who = policy(card, state, "whoMayReopen") ?? "nobody";
  if (who === "nobody") return false;
  if (who === "assignee") return card.closedBy === state.me.id || card.agent === state.me.id;
  return who !== "supervisor" || leads(state.me, card.campaign);
}

/** @param {Card} card @param {State} state @param {"whoMayClose" | "whoMayReopen" | "visibility" | "disposition"} key */
const policy = (card, state, key) => state.directory.campaigns[card.campaign]?.policy[key];
