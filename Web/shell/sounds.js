import { myOffers } from "../cases/select.js";
import { preferencesOf } from "./preferences.js";

/**
 * When to sound. Pure: what the desk shows and what has sounded, in; what sounds now, out.
 * @typedef {import("../lib/types").State} State
 * @typedef {{offers: Record<string, number>, call: number, tick: number, told: Record<string, number>}} Heard
 */
export const OFFER_AGAIN = 10_000;
const RING_AGAIN = 3_000;
const TICK_AGAIN = 3_000;

/** @type {Heard} */
export const nothingHeard = { offers: {}, call: 0, tick: 0, told: {} };

/**
 * @param {State} state
 * @param {Heard} heard
 * @param {{now: number, isRead: (caseId: string) => boolean, since: number, recording: boolean}} at `since`: what is older has not just happened
 * @returns {{sounds: string[], heard: Heard}}
 */
export function soundsNow(state, heard, { now, isRead, since, recording }) {
  const { sounds: wanted } = preferencesOf(state);
  const offers = myOffers(state);
  const ringing = ringingCalls(state);
  const quiet = recording || state.me?.state?.state === "break" || isCalling(state);
  /** @type {string[]} */
  const sounds = [];

  const fresh = state.notices.filter((one) => one.kind !== "offer" && one.kind !== "call" && one.at >= since && (heard.told[one.id] ?? -1) < one.at);
  const told = fresh.length > 0 ? { ...heard.told, ...Object.fromEntries(fresh.map((one) => [one.id, one.at])) } : heard.told;
  const words = fresh.filter((one) => one.kind === "message" && !one.read && !isRead(one.case));
  const tick = words.length > 0 && now - heard.tick >= TICK_AGAIN;
  const chime = fresh.some((one) => one.kind !== "message" && !one.read);
  const ring = ringing.length > 0 && now - heard.call >= RING_AGAIN;
  const due = offers.filter((card) => now - (heard.offers[keyOf(card)] ?? 0) >= OFFER_AGAIN);

  if (ring && wanted.call) sounds.push("call");
  else if (ringing.length === 0 && due.length > 0 && wanted.offer) sounds.push("offer");
  if (chime && wanted.notice) sounds.push("notice");
  if (tick && wanted.message) sounds.push("message");
  return {
    sounds: quiet ? [] : sounds,
    heard: {
      told, tick: tick ? now : heard.tick, call: ring ? now : ringing.length > 0 ? heard.call : 0,
      offers: Object.fromEntries(offers.map((card) => [keyOf(card), due.includes(card) ? now : heard.offers[keyOf(card)] ?? now])),
    },
  };
}

/** Whether something goes on sounding until it is answered. */
export const keepsSounding = (/** @type {State} */ state) => myOffers(state).length > 0 || ringingCalls(state).length > 0;

/** @param {State} state */
export const ringingCalls = (state) => Object.values(state.cases.byId).filter((card) => card.call?.status === "ringing" && card.call.direction === "in" && (card.agent === state.me?.id || card.agent === null));

/** @param {State} state */
const isCalling = (state) => Object.values(state.cases.byId).some((card) => card.call?.status === "answered" && card.agent === state.me?.id);

/** @param {import("../lib/types").Card} card */
const keyOf = (card) => `${card.id}${card.offeredAt ?? ""}`;
