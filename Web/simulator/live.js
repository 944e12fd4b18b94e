import { readStream } from "../lib/sse.js";
import { lookAtPhone } from "./acts.js";
import { CHAT } from "./reduce.js";
import { dispatch, getState } from "./simulator.js";

const KEPT = "ventanilla-simulator-shown";
/** Until the first state has come nothing is known of what stands here. */
let isKnown = false;

/** One stream for all phones; whenever it opens it begins with everything. */
export async function follow() {
  for (let wait = 500; ; wait = Math.min(wait * 2, 8_000)) {
    try {
      await readStream("/simulator/api/events", null, {
        signal: new AbortController().signal, opened: () => { wait = 500; }, retry: () => {}, frame: ({ kind, data }) => take(kind, data),
      });
    } catch (error) {
      console.info("the simulator's stream broke and is opened again", error);
    }
    dispatch({ type: "connection", connection: "lost" });
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** @param {string} kind @param {any} data */
function take(kind, data) {
  if (kind === "state") {
    dispatch({ type: "state", state: data });
    if (!isKnown) showKept();
    isKnown = true;
  } else if (kind === "phone") dispatch({ type: "phone", phone: data });
  else if (kind === "message") dispatch({ type: "message", phone: data.phone, message: data.message });
  else if (kind === "gone") dispatch({ type: "gone", phone: data.phone });
  else if (kind === "switches") dispatch({ type: "switches", switches: data });
  else if (kind === "calm") dispatch({ type: "calm", on: data.on });
  else if (kind === "wire") dispatch({ type: "wire", entry: data });
  else if (kind === "cleared") dispatch({ type: "cleared" });
  lookAtPhone();
}

/** The phones that stood here last time; at first, whoever wrote last. */
function showKept() {
  const { phones, webchat } = getState();
  const kept = /** @type {string[]} */ (JSON.parse(localStorage.getItem(KEPT) ?? "[]"));
  const there = kept.filter((id) => phones[id] || (id === CHAT && webchat));
  const newest = Object.values(phones).sort((one, other) => other.touchedAt - one.touchedAt)[0];
  for (const id of there.length > 0 ? there : newest ? [newest.id] : []) dispatch({ type: "show", phone: id });
}

export function keepShown() { if (isKnown) localStorage.setItem(KEPT, JSON.stringify(getState().shown)); }
