import { readStream } from "./sse.js";

/**
 * The one stream of a browser, handed to every tab. It runs in a SharedWorker, or in the tab that leads.
 * A tab first joins (from then on it gets every frame), then reads its snapshot: nothing can fall between, repeats do no harm.
 * The first tab's snapshot says from where to start.
 * @typedef {import("./types").Frame} Frame
 * @typedef {{post: (message: any) => void}} Port
 */

/** @param {{url: string, read?: typeof readStream, random?: () => number}} options */
export function createHub({ url, read = readStream, random = Math.random }) {
  /** @type {Set<Port>} */
  const ports = new Set();
  /** @type {string | null} */
  let position = null;
  let live = false;
  let attempt = 0;
  let pause = 2000;
  let state = { status: "connecting", attempt: 0 };
  /** @type {AbortController | null} */
  let running = null;
  let wake = () => {};

  return { receive, leave: (/** @type {Port} */ port) => { ports.delete(port); if (ports.size === 0) stop(); }, get size() { return ports.size; } };

  /** @param {Port} port @param {any} message */
  function receive(port, message) {
    if (message.type === "join") {
      ports.add(port);
      port.post({ type: "joined", live: running !== null });
      if (running) port.post({ type: "status", ...state });
    } else if (message.type === "start") {
      if (running) { port.post({ type: "rejoin" }); return; }
      position = message.position;
      running = new AbortController();
      void run(running);
    } else if (message.type === "leave") {
      ports.delete(port);
      if (ports.size === 0) stop();
    } else if (message.type === "retry") {
      if (live && message.check) port.post({ type: "status", ...state }); else wake();
    } else if (message.type === "stop") {
      stop();
    }
  }

  function stop() {
    running?.abort();
    running = null;
    position = null;
    wake();
  }

  /** @param {any} message */
  function tell(message) { for (const port of ports) port.post(message); }

  /** @param {string} status */
  function report(status) {
    state = { status, attempt };
    tell({ type: "status", ...state });
  }

  /** @param {AbortController} mine */
  async function run(mine) {
    attempt = 0;
    while (running === mine) {
      try {
        await read(url, position, {
          signal: mine.signal,
          opened: () => { live = true; attempt = 0; report("live"); },
          retry: (ms) => { pause = ms; },
          frame: (frame) => { if (running === mine) relay(frame); },
        });
      } catch (error) {
        const status = /** @type {{status?: number}} */ (error)?.status;
        if (running === mine && (status === 401 || status === 403)) { running = null; tell({ type: "unauthorized" }); }
      }
      live = false;
      if (running !== mine) return;
      attempt += 1;
      report(isOffline() ? "offline" : "reconnecting");
      await rest(attempt === 1 ? 250 : Math.min(30_000, pause * 2 ** (attempt - 2)) * (0.75 + random() / 2));
    }
  }

  /** @param {Frame} frame */
  function relay(frame) {
    if (frame.kind === "reset") { running?.abort(); running = null; position = null; tell({ type: "reset" }); return; }
    if (frame.kind === "session.ended") { running?.abort(); running = null; tell({ type: "unauthorized", ended: true }); return; }
    if (frame.id) position = frame.id;
    tell({ type: "frame", frame });
  }

  /** @param {number} ms */
  function rest(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done() { clearTimeout(timer); wake = () => {}; resolve(undefined); }
      wake = done;
    });
  }
}

const isOffline = () => typeof navigator !== "undefined" && navigator.onLine === false;
