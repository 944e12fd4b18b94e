import { Refusal } from "./api.js";
import { exclusive } from "./locks.js";
import { backoff, pause } from "./wait.js";

/** @typedef {import("./types.js").Entry} Entry */

/**
 * Empties the outbox in order, one message at a time and one tab at a time. Nobody answering means later; a refusal of the
 * message itself marks it failed, and those behind it go on.
 * @param {{lock: string, outbox: ReturnType<typeof import("./outbox.js").openOutbox>, send: (entry: Entry) => Promise<void>,
 *   onChange: () => Promise<void>}} options
 */
export function openDelivery({ lock, outbox, send, onChange }) {
  let running = false;
  let again = false;
  let kick = new AbortController();

  async function run() {
    again = true;
    kick.abort();
    if (running) return;
    running = true;
    let attempt = 0;
    while (again) {
      again = false;
      const wait = await exclusive(lock, drain).catch(() => 0);
      if (wait !== null) {
        kick = new AbortController();
        await pause(Math.max(wait * 1000, backoff(attempt++)), kick.signal);
        again = true;
      }
    }
    running = false;
  }

  /**
   * Null when nothing is left to send, else the seconds to wait at least.
   * @returns {Promise<number|null>}
   */
  async function drain() {
    for (;;) {
      const entry = (await outbox.all()).find(item => item.failed === null);
      if (!entry) return null;
      try {
        await send(entry);
        await outbox.remove(entry.id);
      } catch (error) {
        if (!(error instanceof Refusal) || !error.final) return error instanceof Refusal ? error.retryAfter : 0;
        await outbox.put({ ...entry, failed: error.code });
      }
      await onChange();
    }
  }

  return run;
}
