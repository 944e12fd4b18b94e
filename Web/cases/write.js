import { dispatch, getState } from "../desk.js";
import { ApiError } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { drop, keep } from "../lib/idb.js";
import { uuidv7 } from "../lib/uuid.js";
import { changeFile, clearDraft, writeDraft } from "./drafts.js";
import { inOrder } from "./messages-reduce.js";
import { discardItem, enqueue } from "./outbox.js";
import { ensureUploaded } from "./upload.js";
import { draftKey } from "./writing-reduce.js";

/**
 * What the composer does.
 * @typedef {import("../lib/types").TrayFile} TrayFile
 * @typedef {import("../lib/types").OutboxItem} OutboxItem
 */
export const LONGEST = 4096;
const LARGEST = 25_000_000;

/** @param {string} caseId @param {"text" | "note"} kind */
export function sendDraft(caseId, kind) {
  const state = getState();
  const draft = state.drafts[draftKey(caseId, kind)];
  const text = draft?.text.trim() ?? "";
  const files = kind === "text" ? draft?.files.filter((file) => file.state !== "failed") ?? [] : [];
  if (!draft || (!text && files.length === 0) || text.length > LONGEST || !state.me) return false;
  const newest = Object.values(state.conversations[caseId]?.messages ?? {}).sort(inOrder).pop();
  const at = new Date().toISOString();
  const base = { case: caseId, after: newest?.id ?? null, force: false, at, user: state.me.id, state: /** @type {const} */ ("waiting"), reason: null, code: null, answered: null };
  /** @type {OutboxItem[]} */
  const items = files.map((file) => ({ ...base, id: uuidv7(), kind: /** @type {const} */ ("media"), text: file.caption.trim(), file }));
  if (text) items.push({ ...base, id: uuidv7(), kind, text, file: null });
  const rest = kind === "text" ? draft.files.filter((file) => file.state === "failed") : [];
  clearDraft(caseId, kind);
  if (rest.length > 0) writeDraft(caseId, kind, { text: "", files: rest });
  void enqueue(items);
  return true;
}

/**
 * Files chosen, pasted or dropped stand in the tray and are uploaded meanwhile.
 * @param {string} caseId
 * @param {Iterable<File>} chosen
 */
export async function addFiles(caseId, chosen) {
  const key = draftKey(caseId, "text");
  for (const blob of chosen) {
    /** @type {TrayFile} */
    const file = { id: uuidv7(), name: blob.name || t("composer.unnamedFile"), type: blob.type || "application/octet-stream", size: blob.size, caption: "", state: "waiting", reason: null };
    if (blob.size > LARGEST) { file.state = "failed"; file.reason = t("composer.tooLarge"); }
    else await keep("files", { id: file.id, blob });
    writeDraft(caseId, "text", { files: [...(getState().drafts[key]?.files ?? []), file] });
    if (file.state === "waiting") void upload(key, file);
  }
}

/** @param {string} key @param {TrayFile} file */
async function upload(key, file) {
  changeFile(key, file.id, { state: "uploading" });
  try {
    await ensureUploaded(file, (progress) => changeFile(key, file.id, { progress }));
    changeFile(key, file.id, { state: "stored" });
  } catch (error) {
    const lasting = error instanceof ApiError && !error.isPassing && error.status !== 401;
    changeFile(key, file.id, lasting ? { state: "failed", reason: error.code === "attachment.type" ? t("composer.badType") : error.code === "attachment.too_large" ? t("composer.tooLarge") : error.message } : { state: "waiting" });
  }
}

/** @param {string} caseId @param {string} id @param {string} caption */
export function captionFile(caseId, id, caption) {
  const files = getState().drafts[draftKey(caseId, "text")]?.files ?? [];
  writeDraft(caseId, "text", { files: files.map((file) => (file.id === id ? { ...file, caption } : file)) });
}

/** @param {string} caseId @param {string} id */
export function removeFile(caseId, id) {
  const files = getState().drafts[draftKey(caseId, "text")]?.files ?? [];
  writeDraft(caseId, "text", { files: files.filter((file) => file.id !== id) });
  void drop("files", id);
}

/**
 * A refused message goes back into the composer.
 * @param {OutboxItem} item
 */
export function takeBack(item) {
  const kind = item.kind === "note" ? "note" : "text";
  const draft = getState().drafts[draftKey(item.case, kind)];
  if (item.file) writeDraft(item.case, "text", { files: [...(draft?.files ?? []), { ...item.file, caption: item.text }] });
  else writeDraft(item.case, kind, { text: [item.text, draft?.text].filter(Boolean).join("\n") });
  dispatch({ type: "mode", mode: kind });
  void discardItem(item.id);
}
