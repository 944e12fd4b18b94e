import { getState } from "../desk.js";
import { ApiError } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { drop, keep } from "../lib/idb.js";
import { uuidv7 } from "../lib/uuid.js";
import { changeFile, writeDraft } from "./drafts.js";
import { ensureUploaded } from "./upload.js";

/**
 * Files chosen, pasted, dropped or recorded stand in a draft's tray and are uploaded meanwhile.
 * @typedef {import("../lib/types").TrayFile} TrayFile
 */
const LARGEST = 25_000_000;

/**
 * @param {string} key the draft's
 * @param {Iterable<File>} chosen
 */
export async function addFiles(key, chosen) {
  for (const blob of chosen) {
    const file = await holdFile(blob);
    writeDraft(key, { files: [...(getState().drafts[key]?.files ?? []), file] });
    if (file.state === "waiting") void upload(key, file);
  }
}

/**
 * Keeps a file's bytes on this device until the server has them.
 * @param {File} blob
 * @param {{voice?: boolean, seconds?: number}} [more]
 * @returns {Promise<TrayFile>}
 */
export async function holdFile(blob, more = {}) {
  /** @type {TrayFile} */
  const file = { id: uuidv7(), name: blob.name || t("composer.unnamedFile"), type: blob.type || "application/octet-stream", size: blob.size, caption: "", state: "waiting", reason: null, ...more };
  if (blob.size > LARGEST) return { ...file, state: "failed", reason: t("composer.tooLarge") };
  await keep("files", { id: file.id, blob });
  return file;
}

/** @param {string} key @param {string} id @param {string} caption */
export function captionFile(key, id, caption) {
  writeDraft(key, { files: filesOf(key).map((file) => (file.id === id ? { ...file, caption } : file)) });
}

/** @param {string} key @param {string} id */
export function removeFile(key, id) {
  writeDraft(key, { files: filesOf(key).filter((file) => file.id !== id) });
  void drop("files", id);
}

/** @param {string} key */
const filesOf = (key) => getState().drafts[key]?.files ?? [];

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
