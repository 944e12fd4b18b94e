import { joinByLeader } from "./feed-leader.js";

/**
 * This tab's end of the browser's one stream.
 * @param {{
 *   snapshot: () => Promise<{position: string} | null>,
 *   frames: (frames: import("./types").Frame[]) => void,
 *   status: (status: string, attempt: number) => void,
 *   ended: () => void,
 * }} on `snapshot` reads and shows a fresh one, and gives null when it could not
 */
export function createFeed({ snapshot, frames, status, ended }) {
  /** @type {{post: (message: any) => void}} */
  let hub;
  /**
   * Frames that came while a snapshot is being read wait for it.
   * @type {import("./types").Frame[]}
   */
  let held = [];
  let reading = 0;
  let scheduled = false;

  if (typeof SharedWorker === "function") {
    const worker = new SharedWorker(new URL("./feed-worker.js", import.meta.url), { type: "module", name: "ventanilla-feed" });
    worker.port.onmessage = ({ data }) => receive(data);
    hub = { post: (message) => worker.port.postMessage(message) };
    hub.post({ type: "join" });
  } else {
    hub = joinByLeader(receive);
    hub.post({ type: "join" });
  }
  addEventListener("pagehide", () => hub.post({ type: "leave" }));
  addEventListener("pageshow", (event) => { if (event.persisted) join(); });
  addEventListener("online", () => hub.post({ type: "retry", check: true }));

  return { retry: () => hub.post({ type: "retry" }), stop: () => hub.post({ type: "stop" }), join };

  function join() { hub.post({ type: "join" }); }

  /** @param {any} message */
  function receive(message) {
    if (message.type === "joined") void read(!message.live);
    else if (message.type === "rejoin" || message.type === "reset") join();
    else if (message.type === "status") status(message.status, message.attempt);
    else if (message.type === "unauthorized") ended();
    else if (message.type === "frame") { held.push(message.frame); schedule(); }
  }

  /** @param {boolean} start */
  async function read(start) {
    const mine = reading += 1;
    const found = await snapshot();
    if (mine !== reading) return;
    reading = 0;
    if (found && start) hub.post({ type: "start", position: found.position });
    schedule();
  }

  /** A burst becomes one change of the screen. */
  function schedule() {
    if (scheduled || reading > 0 || held.length === 0) return;
    scheduled = true;
    setTimeout(() => {
      scheduled = false;
      if (reading > 0) return;
      const batch = held;
      held = [];
      frames(batch);
    }, 12);
  }
}
