import { dispatch, getState } from "../desk.js";
import { put } from "../lib/api.js";

/**
 * Drafts: on this device at once, on the server two seconds after the last key. The server keeps one reply and one note for each
 * case: what is begun for another of the customer's channels stays on this device.
 * @typedef {import("../lib/types").LocalDraft} LocalDraft
 */
const PAUSE = 2000;
/** @type {Map<string, ReturnType<typeof setTimeout>>} */
const timers = new Map();
/** @type {Set<string>} */
const onServer = new Set();
const place = () => `ventanilla-draft:${getState().me?.id}:`;

/** @param {string} user */
export function restoreDrafts(user) {
  const prefix = `ventanilla-draft:${user}:`;
  /** @type {Record<string, LocalDraft>} */
  const drafts = {};
  for (let index = 0; index < localStorage.length; index += 1) {
    const key = localStorage.key(index);
    if (!key?.startsWith(prefix)) continue;
    try { drafts[key.slice(prefix.length)] = JSON.parse(localStorage.getItem(key) ?? ""); } catch { localStorage.removeItem(key); }
  }
  dispatch({ type: "drafts.restored", drafts });
  for (const [key, draft] of Object.entries(drafts)) if (draft.state === "dirty") schedule(key);
}

/** @param {string} key @param {Partial<LocalDraft>} draft */
export function writeDraft(key, draft) {
  dispatch({ type: "draft", key, draft, now: Date.now() });
  keepHere(key);
  schedule(key);
}

/**
 * What stands in the tray changed on its own (an upload went on).
 * @param {string} key
 * @param {string} id
 * @param {Partial<import("../lib/types").TrayFile>} patch
 */
export function changeFile(key, id, patch) {
  dispatch({ type: "draft.file", key, id, patch });
  keepHere(key);
}

/** @param {string} key */
export function clearDraft(key) {
  const [caseId, kind] = key.split(":");
  clearTimeout(timers.get(key));
  timers.delete(key);
  const wasSaved = onServer.has(key) || getState().drafts[key]?.state === "saved";
  onServer.delete(key);
  dispatch({ type: "draft.cleared", key });
  try { localStorage.removeItem(place() + key); } catch { /* full or forbidden: nothing to remove */ }
  if (wasSaved) void put(`/api/v1/cases/${caseId}/draft`, { kind, text: "" }, { aside: true }).catch(() => {});
}

/** @param {string} key */
function keepHere(key) {
  const draft = getState().drafts[key];
  try {
    if (draft) localStorage.setItem(place() + key, JSON.stringify(draft));
  } catch { /* full or forbidden: the server's copy remains */ }
}

/** @param {string} key */
function schedule(key) {
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => void save(key), PAUSE));
}

/** @param {string} key */
async function save(key) {
  timers.delete(key);
  const draft = getState().drafts[key];
  if (!draft || draft.state !== "dirty") return;
  const [caseId, kind, via] = key.split(":");
  if (via && (draft.text || draft.files.length > 0)) return;
  if (!draft.text && draft.files.length === 0) {
    dispatch({ type: "draft.cleared", key });
    try { localStorage.removeItem(place() + key); } catch { /* nothing to remove */ }
    onServer.delete(key);
    if (!via) await put(`/api/v1/cases/${caseId}/draft`, { kind, text: "" }, { aside: true }).catch(() => {});
    return;
  }
  const attachments = draft.files.filter((file) => file.state === "stored").map((file) => file.id);
  try {
    await put(`/api/v1/cases/${caseId}/draft`, { kind, text: draft.text, ...(attachments.length > 0 ? { attachments } : {}) }, { aside: true });
    onServer.add(key);
    dispatch({ type: "draft.saved", key, updatedAt: draft.updatedAt });
    keepHere(key);
  } catch { timers.set(key, setTimeout(() => void save(key), 15_000)); }
}
