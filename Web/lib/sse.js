/**
 * Server-Sent Events read by fetch, so that Last-Event-ID, the status and a silent line are in our hands.
 * @typedef {import("./types").Frame} Frame
 */

/** Cuts a stream's text into frames. A comment or an empty one gives none. */
export function createFrameParser() {
  let rest = "";
  let id = /** @type {string | null} */ (null);
  let kind = "message";
  /** @type {string[]} */
  let data = [];
  let retry = /** @type {number | null} */ (null);

  return {
    get retry() { return retry; },
    /** @param {string} text @returns {Frame[]} */
    push(text) {
      /** @type {Frame[]} */
      const frames = [];
      const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "") {
          if (data.length > 0) frames.push({ id, kind, data: JSON.parse(data.join("\n")) });
          id = null; kind = "message"; data = [];
          continue;
        }
        const colon = line.indexOf(":");
        if (colon === 0) continue;
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
        if (field === "data") data.push(value);
        else if (field === "event") kind = value;
        else if (field === "id") id = value;
        else if (field === "retry" && /^\d+$/.test(value)) retry = Number(value);
      }
      return frames;
    },
  };
}

/**
 * One connection: resolves when the server ends it, throws when it breaks, is refused, or is silent for too long.
 * @param {string} url
 * @param {string | null} position
 * @param {{signal: AbortSignal, silence?: number, opened: () => void, frame: (frame: Frame) => void, retry: (ms: number) => void}} on
 */
export async function readStream(url, position, { signal, silence = 40_000, opened, frame, retry }) {
  const cut = new AbortController();
  const stop = () => cut.abort();
  signal.addEventListener("abort", stop);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let watch;
  const heard = () => { clearTimeout(watch); watch = setTimeout(stop, silence); };
  try {
    heard();
    const response = await fetch(url, {
      headers: { Accept: "text/event-stream", ...(position ? { "Last-Event-ID": position } : {}) },
      credentials: "same-origin", cache: "no-store", signal: cut.signal,
    });
    if (!response.ok || !response.body) throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status });
    opened();
    const parser = createFrameParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      heard();
      for (const one of parser.push(value)) frame(one);
      if (parser.retry !== null) retry(parser.retry);
    }
  } finally {
    clearTimeout(watch);
    signal.removeEventListener("abort", stop);
    stop();
  }
}
