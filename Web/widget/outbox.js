/** @typedef {import("./types.js").Entry} Entry */

/**
 * What the customer wrote and the server has not confirmed, in the order of writing. In IndexedDB, because files must survive a
 * reload too; in memory where the browser has none.
 * @param {string} name
 */
export function openOutbox(name) {
  const memory = /** @type {Map<string, Entry>} */ (new Map());
  const base = open(name).catch(() => null);

  /** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} ask */
  async function run(mode, ask) {
    const held = await base;
    if (!held) throw new Error("no database");
    return settle(ask(held.transaction("entry", mode).objectStore("entry")));
  }

  return {
    /** @returns {Promise<Entry[]>} */
    async all() {
      /** @type {Entry[]} */
      const stored = await run("readonly", store => store.getAll()).catch(() => []);
      return [...stored, ...memory.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    /** @param {Entry} entry */
    async put(entry) {
      await run("readwrite", store => store.put(entry)).catch(() => memory.set(entry.id, entry));
    },
    /** @param {string} id */
    async remove(id) {
      memory.delete(id);
      await run("readwrite", store => store.delete(id)).catch(() => {});
    },
  };
}

/** @param {string} name @returns {Promise<IDBDatabase>} */
function open(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("entry", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBRequest} request @returns {Promise<any>} */
function settle(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
