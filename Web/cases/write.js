import { dispatch, getState } from "../desk.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";
import { clearDraft, writeDraft } from "./drafts.js";
import { inOrder } from "./messages-reduce.js";
import { discardItem, enqueue } from "./outbox.js";
import { unfilled } from "./quick-replies.js";
import { channelCan, replyChannel, viaOf } from "./reply-channel.js";
import { holdFile } from "./tray.js";
import { draftKey } from "./writing-reduce.js";

/**
 * What the composer does.
 * @typedef {import("../lib/types").TrayFile} TrayFile
 * @typedef {import("../lib/types").OutboxItem} OutboxItem
 */
export const LONGEST = 4096;

/**
 * The draft that is being written in a case: of the note, or of the reply by the chosen channel.
 * @param {string} caseId
 * @param {"text" | "note"} kind
 */
export function keyOf(caseId, kind) {
  const channel = channelOf(caseId);
  return draftKey(caseId, kind, channel && !channel.current ? viaOf(channel) : "");
}

/** @param {string} caseId */
function channelOf(caseId) {
  const { cases, conversations, perCase } = getState();
  const card = cases.byId[caseId];
  return card ? replyChannel(card, conversations[caseId], perCase.via[caseId]) : null;
}

/** @param {string} caseId @param {"text" | "note"} kind */
export function sendDraft(caseId, kind) {
  const state = getState();
  const key = keyOf(caseId, kind);
  const draft = state.drafts[key];
  const text = draft?.text.trim() ?? "";
  const files = kind === "text" ? draft?.files.filter((file) => file.state !== "failed") ?? [] : [];
  if (!draft || (!text && files.length === 0) || text.length > LONGEST || (kind === "text" && unfilled(text).length > 0)) return false;
  const base = newItem(caseId, kind);
  if (!base) return false;
  /** @type {OutboxItem[]} */
  const items = files.map((file) => ({ ...base, id: uuidv7(), kind: /** @type {const} */ ("media"), text: file.caption.trim(), file }));
  if (text) items.push({ ...base, id: uuidv7(), kind, text, file: null });
  // What was quoted is answered once, by the first of them.
  const [first, ...others] = items;
  const rest = kind === "text" ? draft.files.filter((file) => file.state === "failed") : [];
  clearDraft(key);
  if (rest.length > 0) writeDraft(key, { text: "", files: rest });
  void enqueue([/** @type {OutboxItem} */ (first), ...others.map((item) => ({ ...item, replyTo: null }))]);
  return true;
}

/**
 * What was recorded goes out at once; as a voice note where the channel has them.
 * @param {string} caseId
 * @param {Blob} blob
 * @param {number} seconds
 */
export async function sendRecording(caseId, blob, seconds) {
  const base = newItem(caseId, "text");
  const file = await holdRecording(caseId, blob, seconds);
  if (base) await enqueue([{ ...base, id: uuidv7(), kind: "media", text: "", file }]);
}

/**
 * What was recorded stands in the tray: the case was left before it was sent.
 * @param {string} key the draft's
 * @param {string} caseId
 * @param {Blob} blob
 * @param {number} seconds
 */
export async function keepRecording(key, caseId, blob, seconds) {
  const file = await holdRecording(caseId, blob, seconds);
  writeDraft(key, { files: [...(getState().drafts[key]?.files ?? []), file] });
}

/** @param {string} caseId @param {Blob} blob @param {number} seconds */
async function holdRecording(caseId, blob, seconds) {
  const type = blob.type.split(";")[0] ?? "audio/webm";
  const name = `${t("composer.voiceFile")}.${/** @type {Record<string, string>} */ ({ "audio/ogg": "ogg", "audio/mp4": "m4a" })[type] ?? "webm"}`;
  const voice = channelCan(channelOf(caseId)?.channel ?? "", "voice");
  return holdFile(new File([blob], name, { type }), { seconds: Math.round(seconds), ...(voice ? { voice } : {}) });
}

/** @param {string} caseId @param {"text" | "note"} kind */
function newItem(caseId, kind) {
  const state = getState();
  if (!state.me) return null;
  const channel = channelOf(caseId);
  const newest = Object.values(state.conversations[caseId]?.messages ?? {}).sort(inOrder).pop();
  return {
    case: caseId, after: newest?.id ?? null, force: false, at: new Date().toISOString(), user: state.me.id, state: /** @type {const} */ ("waiting"), reason: null, code: null, answered: null,
    ...(kind === "text" ? { replyTo: state.perCase.quoting[caseId] ?? null, via: channel && !channel.current ? { account: channel.account, point: channel.point } : null } : {}),
  };
}

/**
 * A refused message goes back into the composer.
 * @param {OutboxItem} item
 */
export function takeBack(item) {
  const kind = item.kind === "note" ? "note" : "text";
  const key = keyOf(item.case, kind);
  const draft = getState().drafts[key];
  if (item.file) writeDraft(key, { files: [...(draft?.files ?? []), { ...item.file, caption: item.text }] });
  else writeDraft(key, { text: [item.text, draft?.text].filter(Boolean).join("\n") });
  dispatch({ type: "mode", mode: kind });
  if (item.replyTo) dispatch({ type: "quote", case: item.case, message: item.replyTo });
  void discardItem(item.id);
}

/**
 * The words of a message that failed, ready to go by another of the customer's channels.
 * @param {string} caseId
 * @param {import("../lib/types").ReplyChannel} channel
 * @param {string} text
 */
export function writeElsewhere(caseId, channel, text) {
  dispatch({ type: "via", case: caseId, via: channel.current ? null : viaOf(channel) });
  dispatch({ type: "mode", mode: "text" });
  const key = keyOf(caseId, "text");
  writeDraft(key, { text: [getState().drafts[key]?.text, text].filter(Boolean).join("\n") });
  /** @type {HTMLElement | null} */ (document.querySelector(".composer__text"))?.focus();
}
