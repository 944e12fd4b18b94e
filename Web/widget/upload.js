import { Refusal } from "./api.js";

export const mostBytes = 10 * 1024 * 1024;

/**
 * Sends files as soon as they are chosen and remembers each attempt, so that the outbox waits for it instead of starting another.
 * XMLHttpRequest, because fetch does not tell how much has left.
 * @param {{root: string, token: () => string|null, onProgress: (file: string, part: number|null) => void}} options
 */
export function openUploads({ root, token, onProgress }) {
  /** @type {Map<string, {done: Promise<void>, request: XMLHttpRequest}>} */
  const running = new Map();
  /** @type {Set<string>} */
  const stored = new Set();

  /** @param {import("./types.js").LocalFile} file */
  function start(file) {
    const request = new XMLHttpRequest();
    const done = transfer(request, `${root}/attachments/${file.id}`, file, token(), part => onProgress(file.id, part))
      .then(() => void stored.add(file.id))
      .finally(() => {
        running.delete(file.id);
        onProgress(file.id, null);
      });
    running.set(file.id, { done, request });
    done.catch(() => {});
    return done;
  }

  return {
    /**
     * Resolves once the server holds the file.
     * @param {import("./types.js").LocalFile} file @returns {Promise<void>}
     */
    ensure: file => (stored.has(file.id) ? Promise.resolve() : running.get(file.id)?.done ?? start(file)),
    /** @param {string} id */
    cancel: id => running.get(id)?.request.abort(),
    /** @param {string} id */
    forget: id => stored.delete(id),
  };
}

/**
 * @param {XMLHttpRequest} request @param {string} url @param {import("./types.js").LocalFile} file
 * @param {string|null} token @param {(part: number) => void} onPart
 * @returns {Promise<void>}
 */
function transfer(request, url, file, token, onPart) {
  return new Promise((resolve, reject) => {
    request.open("PUT", url);
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("Content-Disposition", `attachment; filename*=UTF-8''${encode(file.name)}`);
    request.upload.onprogress = event => event.lengthComputable && onPart(event.loaded / event.total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve();
      reject(new Refusal(request.status, code(request.responseText)));
    };
    request.onerror = request.onabort = request.ontimeout = () => reject(new Refusal(0, "offline"));
    onPart(0);
    request.send(file.blob);
  });
}

/**
 * RFC 8187: encodeURIComponent leaves a few characters that the header's grammar does not allow.
 * @param {string} name
 */
function encode(name) {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/['()*!]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @param {string} text */
function code(text) {
  try {
    return String(JSON.parse(text).code ?? "unknown");
  } catch {
    return "unknown";
  }
}
