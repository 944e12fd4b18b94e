import { Refusal } from "./api.js";
import { openDelivery } from "./deliver.js";
import { uuid7 } from "./ids.js";
import { openOutbox } from "./outbox.js";
import { openUploads } from "./upload.js";

/** @typedef {import("./types.js").Entry} Entry @typedef {import("./types.js").LocalFile} LocalFile */

/**
 * What the customer writes, from the key press to the server's answer.
 * @param {{place: string, lock: string, name: string|null, locale: string, api: ReturnType<typeof import("./api.js").openApi>,
 *   store: {get: () => import("./types.js").State, dispatch: (action: import("./types.js").Action) => void},
 *   session: {token: () => string|null, load: () => Promise<boolean>}, tell: (note: import("./tabs.js").Note) => void}} setting
 */
export function openWriting({ place, lock, name, locale, api, store, session, tell }) {
  const outbox = openOutbox(place);
  const uploads = openUploads({ root: api.root, token: session.token, onProgress: (file, part) => store.dispatch({ kind: "progress", file, part }) });
  /** Shown at once, also before the outbox has kept it. @type {Map<string, Entry>} */
  const fresh = new Map();
  /** @type {Map<string, Promise<Blob>>} */
  const blobs = new Map();
  const deliver = openDelivery({ lock, outbox, send: put, onChange: changed });

  /** @param {Entry} entry */
  async function put(entry) {
    if (!session.token()) await session.load();
    const message = await tried(entry).catch(error => {
      if (!entry.file || !(error instanceof Refusal) || error.code !== "attachment.not_found") throw error;
      uploads.forget(entry.file.id);
      return tried(entry);
    });
    store.dispatch({ kind: "message", message });
    tell({ kind: "sent", message });
  }

  /**
   * The file first; one uploaded under a token that has gone since is unknown to the new one and goes again.
   * @param {Entry} entry
   */
  async function tried(entry) {
    if (entry.file) await uploads.ensure(entry.file);
    return api.put(entry.id, {
      kind: entry.file ? "media" : "text",
      ...(entry.text === null ? {} : { text: entry.text }),
      ...(entry.file ? { attachments: [entry.file.id] } : {}),
      ...(name ? { name } : {}),
      page: location.origin + location.pathname,
      locale,
    });
  }

  async function refresh() {
    const stored = await outbox.all();
    stored.forEach(entry => fresh.delete(entry.id));
    stored.forEach(({ file }) => file && remember(file));
    store.dispatch({ kind: "outbox", entries: [...stored, ...fresh.values()] });
  }

  async function changed() {
    await refresh();
    tell({ kind: "outbox" });
  }

  /** @param {LocalFile} file */
  function remember(file) {
    if (!blobs.has(file.id)) blobs.set(file.id, Promise.resolve(file.blob));
  }

  return {
    uploads, refresh, deliver,
    /**
     * The words first, then one message a file, so that a file that fails holds nothing back.
     * @param {string} text @param {LocalFile[]} files
     */
    async send(text, files) {
      /** @type {Entry[]} */
      const entries = [null, ...files].filter(file => file || text)
        .map(file => ({ id: uuid7(), at: new Date().toISOString(), text: file ? null : text, file, failed: null }));
      entries.forEach(entry => fresh.set(entry.id, entry));
      files.forEach(remember);
      store.dispatch({ kind: "outbox", entries: [...store.get().outbox, ...entries] });
      for (const entry of entries) await outbox.put(entry);
      await changed();
      void deliver();
    },
    /** @param {string} id */
    async retry(id) {
      const entry = store.get().outbox.find(item => item.id === id);
      if (entry) await outbox.put({ ...entry, failed: null });
      await changed();
      void deliver();
    },
    /** @param {string} id */
    async discard(id) {
      await outbox.remove(id);
      await changed();
    },
    /**
     * The bytes of an attachment, asked for once.
     * @param {string} id
     */
    blob(id) {
      const held = blobs.get(id) ?? api.blob(id);
      blobs.set(id, held);
      held.catch(() => blobs.delete(id));
      return held;
    },
  };
}
