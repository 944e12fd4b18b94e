import { desk, getState } from "../desk.js";
import { selectedCard } from "../cases/select.js";

/**
 * Of all tabs of a browser one sounds and shows system notices: the one touched last. It knows which case each tab is reading.
 * @typedef {{reading: string | null, visible: boolean}} Look
 */
const me = crypto.randomUUID();
const channel = new BroadcastChannel("ventanilla-attention");
/** @type {Map<string, Look>} */
const others = new Map();
let leading = false;
let said = "";

export const isLeading = () => leading;

/** The case under my eyes: open here, in a window that is seen and has the focus. */
export function readingHere() {
  if (document.visibilityState !== "visible" || !document.hasFocus()) return null;
  return selectedCard(getState())?.id ?? null;
}

/** @param {string} caseId whether any tab of this browser is reading it */
export const isRead = (caseId) => readingHere() === caseId || [...others.values()].some((one) => one.reading === caseId);

/** Whether any of our windows is seen. */
export const isSeen = () => document.visibilityState === "visible" || [...others.values()].some((one) => one.visible);

/** @param {() => void} changed */
export function watchAttention(changed) {
  channel.onmessage = ({ data }) => {
    if (data.type === "ask") { said = ""; tell(); return; }
    if (data.type === "left") others.delete(data.from);
    else others.set(data.from, data.look);
    changed();
  };
  for (const name of ["focus", "blur"]) addEventListener(name, tell);
  document.addEventListener("visibilitychange", tell);
  desk.subscribe(tell);
  addEventListener("pagehide", () => channel.postMessage({ type: "left", from: me }));
  addEventListener("pageshow", () => { said = ""; tell(); });
  channel.postMessage({ type: "ask" });
  tell();
  void lead(false);
  for (const name of ["pointerdown", "keydown", "focus"]) addEventListener(name, () => { if (!leading) void lead(true); }, { passive: true });

  function tell() {
    const look = { reading: readingHere(), visible: document.visibilityState === "visible" };
    const now = `${look.reading} ${look.visible}`;
    if (now === said) return;
    said = now;
    channel.postMessage({ type: "look", from: me, look });
    changed();
  }
}

/** @param {boolean} steal */
async function lead(steal) {
  if (!navigator.locks) { leading = true; return; }
  try {
    await navigator.locks.request("ventanilla-sounds", steal ? { steal } : {}, () => {
      leading = true;
      return new Promise(() => {});
    });
  } catch {
    // Another tab was touched: it sounds now, and this one waits for its turn.
    leading = false;
    void lead(false);
  }
}
