import { exclusive, openChannel } from "./locks.js";
import { follow } from "./follow.js";

/**
 * @typedef {import("./types.js").Frame} Frame
 * @typedef {{kind: "frame", frame: Frame} | {kind: "link", live: boolean} | {kind: "hello"} | {kind: "outbox"}
 *   | {kind: "read", message: string} | {kind: "sent", message: import("./types.js").VMessage}} Note
 */

/**
 * One stream for all tabs of a site: whoever holds the lock reads it and tells the others; when that tab goes, the next one
 * takes over from the last cursor it heard. HTTP/1.1 gives a browser six connections, and the shop needs them itself.
 * @param {{name: string, open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
 *   onFrame: (frame: Frame) => "reset"|void, onLink: (live: boolean) => void, onNote: (note: Note) => void}} options
 *   `onFrame` answers "reset" when the stream must be asked for anew.
 */
export function openTabs({ name, open, onFrame, onLink, onNote }) {
  let leading = false;
  let live = false;
  const stop = new AbortController();

  const channel = openChannel(name, note => {
    if (note.kind === "frame") onFrame(note.frame);
    else if (note.kind === "link") onLink(note.live);
    else if (note.kind === "hello") {
      if (leading) channel.tell({ kind: "link", live });
    } else onNote(note);
  });

  /** @param {boolean} now */
  function link(now) {
    live = now;
    onLink(now);
    channel.tell({ kind: "link", live: now });
  }

  return {
    tell: channel.tell,
    stop: () => stop.abort(),
    async start() {
      channel.tell({ kind: "hello" });
      await exclusive(`${name}:stream`, async () => {
        if (stop.signal.aborted) return;
        leading = true;
        await follow({
          open,
          onFrame(frame) {
            channel.tell({ kind: "frame", frame });
            if (onFrame(frame) === "reset") throw new Error("reset");
          },
          onLink: link,
          signal: stop.signal,
        });
        leading = false;
      });
    },
  };
}
