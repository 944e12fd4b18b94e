import { dispatch, getState } from "../desk.js";
import { ApiError, put } from "../lib/api.js";
import { drop, keep, readAll } from "../lib/idb.js";
import { ensureUploaded } from "./upload.js";

/**
 * The outbox: what was sent stays in IndexedDB until the server has it, and goes out in order.
 * An answer that cannot change (4xx) leaves the text in place with its reason.
 * @typedef {import("../lib/types").OutboxItem} OutboxItem
 */
const tabs = new BroadcastChannel("ventanilla-outbox");
tabs.onmessage = (/** @type {MessageEvent} */ event) => dispatch(event.data);

let draining = false;
let again = false;
let failures = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

/**
 * What an earlier visit left behind.
 * @param {string} user
 */
export async function restoreOutbox(user) {
  const items = (await readAll("outbox")).filter((item) => item.user === user).sort(bySending);
  if (items.length > 0) dispatch({ type: "outbox.restored", items });
  void drain();
}

/** @param {OutboxItem[]} items */
export async function enqueue(items) {
  share({ type: "outbox.added", items });
  await Promise.all(items.map((item) => keep("outbox", item)));
  void drain();
}

/** @param {string} id @param {boolean} [force] */
export async function retryItem(id, force) {
  share({ type: "outbox.retried", id, force });
  const item = getState().outbox.find((one) => one.id === id);
  if (item) await keep("outbox", item);
  void drain();
}

/** @param {string} id */
export async function discardItem(id) {
  share({ type: "outbox.removed", id });
  await drop("outbox", id);
}

/** Sends what waits, one after the other. Called whenever the line may be good again. */
export async function drain() {
  if (draining) { again = true; return; }
  draining = true;
  clearTimeout(later);
  try {
    await alone(async () => {
      for (let item = next(); item; item = next()) await sendOne(item);
    });
    failures = 0;
  } catch {
    failures += 1;
    later = setTimeout(() => void drain(), Math.min(30_000, 1000 * 2 ** failures));
  } finally {
    draining = false;
  }
  if (again) { again = false; void drain(); }
}

const next = () => [...getState().outbox].sort(bySending).find((item) => item.state === "waiting");

/** @param {OutboxItem} item */
async function sendOne(item) {
  try {
    if (item.file) await ensureUploaded(item.file);
    const message = await put(`/api/v1/cases/${item.case}/messages/${item.id}`, {
      kind: item.kind, ...(item.text ? { text: item.text } : {}), ...(item.file ? { attachments: [item.file.id] } : {}),
      ...(item.after ? { after: item.after } : {}), ...(item.force ? { force: true } : {}),
      ...(item.replyTo ? { replyTo: item.replyTo } : {}), ...(item.file?.voice ? { voice: true } : {}), ...(item.via ? { via: item.via } : {}),
    }, { aside: true });
    share({ type: "message", message });
    share({ type: "outbox.sent", id: item.id });
    await drop("outbox", item.id);
    if (item.file) await drop("files", item.file.id);
  } catch (error) {
    if (!(error instanceof ApiError) || error.isPassing || error.status === 401) throw error;
    const failed = { ...item, state: /** @type {const} */ ("failed"), reason: error.message, code: error.code, answered: error.problem.message ?? null };
    share({ type: "outbox.failed", id: item.id, reason: failed.reason, code: failed.code, answered: failed.answered });
    await keep("outbox", failed);
    if (error.code === "case.answered") dispatch({ type: "dialog", dialog: { kind: "answered", item: item.id } });
  }
}

/**
 * One tab sends at a time: the others would only repeat it.
 * @param {() => Promise<void>} run
 */
const alone = (run) => (navigator.locks ? navigator.locks.request("ventanilla-outbox", run) : run());

/** @param {import("../lib/types").Action} action */
function share(action) {
  dispatch(action);
  tabs.postMessage(action);
}

/** @param {OutboxItem} one @param {OutboxItem} two */
const bySending = (one, two) => (one.at < two.at ? -1 : one.at > two.at ? 1 : one.id < two.id ? -1 : 1);
