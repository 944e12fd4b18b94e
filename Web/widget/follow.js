import { sseReader } from "./sse.js";
import { backoff, pause } from "./wait.js";

const silence = 45_000;

/**
 * Keeps one stream open until `signal` ends it: reconnects by itself, and takes three missed heartbeats for a dead line.
 * @param {{open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>, onFrame: (frame: import("./types.js").Frame) => void,
 *   onLink: (live: boolean) => void, signal: AbortSignal}} options
 *   `open` asks from the caller's own cursor and throws when there is no stream; a fatal refusal aborts `signal`.
 */
export async function follow({ open, onFrame, onLink, signal }) {
  let base = 1000;
  let attempt = 0;
  while (!signal.aborted) {
    const line = new AbortController();
    const end = () => line.abort();
    signal.addEventListener("abort", end);
    try {
      const stream = await open(line.signal);
      onLink(true);
      await read(stream, onFrame, ms => (base = ms), () => (attempt = 0), line);
    } catch {
      // Every way a line can break has the same answer: come back with the cursor.
    }
    signal.removeEventListener("abort", end);
    line.abort();
    if (signal.aborted) return;
    onLink(false);
    await pause(backoff(attempt++, base), signal);
  }
}

/**
 * @param {ReadableStream<Uint8Array>} stream @param {(frame: import("./types.js").Frame) => void} onFrame
 * @param {(ms: number) => void} onRetry @param {() => void} onData @param {AbortController} line
 */
async function read(stream, onFrame, onRetry, onData, line) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const frames = sseReader(onFrame, onRetry);
  for (;;) {
    const watch = setTimeout(() => line.abort(), silence);
    const { done, value } = await reader.read().finally(() => clearTimeout(watch));
    if (done) return;
    onData();
    frames.push(decoder.decode(value, { stream: true }));
  }
}
