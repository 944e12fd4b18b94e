/** A small IndexedDB: what must survive a reload until the server has it. Without it (private windows) all stays in memory. */
const STORES = ["outbox", "files"];

/** @type {Promise<IDBDatabase | null> | null} */
let opening = null;
/** @type {Record<string, Map<string, any>>} */
const memory = { outbox: new Map(), files: new Map() };

function open() {
  opening ??= new Promise((resolve) => {
    if (typeof indexedDB === "undefined") { resolve(null); return; }
    const request = indexedDB.open("ventanilla", 1);
    request.onupgradeneeded = () => { for (const store of STORES) request.result.createObjectStore(store, { keyPath: "id" }); };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
    request.onblocked = () => resolve(null);
  });
  return opening;
}

/** @param {string} store @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} run @returns {Promise<any>} */
async function within(store, mode, run) {
  const database = await open();
  if (!database) return undefined;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    const request = run(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** @param {"outbox" | "files"} store @param {{id: string, [more: string]: any}} value */
export async function keep(store, value) {
  memory[store]?.set(value.id, value);
  await within(store, "readwrite", (held) => held.put(value)).catch(() => {});
}

/** @param {"outbox" | "files"} store @param {string} id */
export async function drop(store, id) {
  memory[store]?.delete(id);
  await within(store, "readwrite", (held) => held.delete(id)).catch(() => {});
}

/** @param {"outbox" | "files"} store @param {string} id @returns {Promise<any>} */
export async function read(store, id) {
  return (await within(store, "readonly", (held) => held.get(id)).catch(() => undefined)) ?? memory[store]?.get(id);
}

/** @param {"outbox" | "files"} store @returns {Promise<any[]>} */
export async function readAll(store) {
  const found = await within(store, "readonly", (held) => held.getAll()).catch(() => undefined);
  return found ?? [...(memory[store]?.values() ?? [])];
}
