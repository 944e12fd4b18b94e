import { getState } from "../desk.js";
import { get, put, serverNow } from "../lib/api.js";
import { onFrames } from "../lib/frames.js";
import { uuidv7 } from "../lib/uuid.js";
import { forms } from "./store.js";

/**
 * A form that is being filled in: on this device at once, on the server a moment after the last key.
 * @typedef {import("./reduce.js").Answer} Answer
 */
const PAUSE = 1500;
/** @type {Map<string, ReturnType<typeof setTimeout>>} */
const timers = new Map();
const place = (/** @type {string} */ caseId) => `ventanilla-form:${getState().me?.id}:${caseId}`;

/** @param {import("../lib/types").OutcomeForm} form @returns {Answer} */
const empty = (form) => ({ campaign: form.campaign, version: form.version, values: {}, code: null, id: uuidv7(), at: 0, state: "clean", changedFrom: null });

/**
 * What was begun, of this device and of the server, the newer.
 * @param {string} caseId
 */
export async function restoreAnswer(caseId) {
  let here = null;
  try { here = JSON.parse(localStorage.getItem(place(caseId)) ?? "null"); } catch { localStorage.removeItem(place(caseId)); }
  if (here) forms.dispatch({ type: "answer.restored", case: caseId, answer: here });
  if (forms.getState().answers[caseId]?.state === "dirty") schedule(caseId);
  // What is kept of a case that was passed on has no draft.
  if (!getState().cases.byId[caseId]) return;
  const draft = await get(`/api/v1/cases/${caseId}/draft?kind=form`).catch(() => null);
  if (draft) take(caseId, draft);
}

/**
 * @param {string} caseId
 * @param {import("../lib/types").OutcomeForm} form
 * @param {Partial<Answer>} patch
 */
export function writeAnswer(caseId, form, patch) {
  forms.dispatch({ type: "answer.written", case: caseId, patch, empty: empty(form), now: serverNow() });
  keepHere(caseId);
  schedule(caseId);
}

/**
 * It was sent, or is not wanted any more.
 * @param {string} caseId
 * @param {boolean} [sent] the server has forgotten it already
 */
export function clearAnswer(caseId, sent = false) {
  clearTimeout(timers.get(caseId));
  timers.delete(caseId);
  forms.dispatch({ type: "answer.cleared", case: caseId });
  try { localStorage.removeItem(place(caseId)); } catch { /* forbidden: nothing was kept */ }
  if (!sent) void put(`/api/v1/cases/${caseId}/draft`, { kind: "form", text: "" }, { aside: true }).catch(() => {});
}

/** @param {string} caseId */
function keepHere(caseId) {
  try { localStorage.setItem(place(caseId), JSON.stringify(forms.getState().answers[caseId])); } catch { /* full or forbidden: the server's copy remains */ }
}

/** @param {string} caseId @param {number} [pause] */
function schedule(caseId, pause = PAUSE) {
  clearTimeout(timers.get(caseId));
  timers.set(caseId, setTimeout(() => void save(caseId), pause));
}

/** @param {string} caseId */
async function save(caseId) {
  timers.delete(caseId);
  const answer = forms.getState().answers[caseId];
  if (!answer || answer.state !== "dirty") return;
  const { campaign, version, values, code, id } = answer;
  try {
    await put(`/api/v1/cases/${caseId}/draft`, { kind: "form", text: JSON.stringify({ campaign, formVersion: version, values, id, ...(code ? { code } : {}) }) }, { aside: true });
    forms.dispatch({ type: "answer.saved", case: caseId, at: answer.at });
    if (forms.getState().answers[caseId]?.at === answer.at) keepHere(caseId);
  } catch { schedule(caseId, 10_000); }
}

/**
 * The server's copy, as another screen of mine left it.
 * @param {string} caseId
 * @param {import("../lib/types").Draft} draft
 */
function take(caseId, draft) {
  const { campaign, formVersion, values, code, id } = JSON.parse(draft.text);
  if (campaign !== getState().cases.byId[caseId]?.campaign) return;
  forms.dispatch({ type: "answer.restored", case: caseId, answer: { campaign, version: formVersion, values, code: code ?? null, id: id ?? uuidv7(), at: Date.parse(draft.updatedAt), state: "saved", changedFrom: null } });
}

onFrames((frames) => {
  for (const { kind, data } of frames) {
    if (kind !== "formDraft.changed") continue;
    const held = forms.getState().answers[data.case];
    if (data.draft) take(data.case, data.draft); else if (held?.state === "saved") clearAnswer(data.case, true);
  }
});
