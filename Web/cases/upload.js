import { ApiError } from "../lib/api.js";
import { read } from "../lib/idb.js";

/** @type {Map<string, Promise<void>>} */
const running = new Map();
/** @type {Set<string>} */
const stored = new Set();

/**
 * Puts a file's bytes at the server under the id that was made for it; once is enough, a repeat is harmless.
 * @param {import("../lib/types").TrayFile} file
 * @param {(percent: number) => void} [progress]
 */
export function ensureUploaded(file, progress = () => {}) {
  if (stored.has(file.id) || file.state === "stored") return Promise.resolve();
  let upload = running.get(file.id);
  if (!upload) {
    upload = start(file, progress).then(() => { stored.add(file.id); }).finally(() => running.delete(file.id));
    running.set(file.id, upload);
  }
  return upload;
}

/** @param {import("../lib/types").TrayFile} file @param {(percent: number) => void} progress @returns {Promise<void>} */
async function start(file, progress) {
  const held = await read("files", file.id);
  if (!held) throw new ApiError(422, { code: "file.lost" });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/api/v1/attachments/${file.id}`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(Math.round((event.loaded / event.total) * 100)); };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new ApiError(request.status, problem(request.responseText)));
    };
    request.onerror = request.ontimeout = request.onabort = () => reject(new ApiError(0, { code: "network" }));
    request.send(held.blob);
  });
}

/** @param {string} text */
function problem(text) {
  try { return JSON.parse(text); } catch { return null; }
}
