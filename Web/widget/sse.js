/** @typedef {import("./types.js").Frame} Frame */

/**
 * Reads Server-Sent Events out of text that arrives in any pieces. `id` is null on a frame that carries none of its own.
 * @param {(frame: Frame) => void} onFrame @param {(milliseconds: number) => void} [onRetry]
 */
export function sseReader(onFrame, onRetry = () => {}) {
  let rest = "";
  /** @type {{id: string|null, event: string, data: string[]}} */
  let frame = { id: null, event: "", data: [] };

  /** @param {string} line */
  function read(line) {
    if (line === "") {
      if (frame.data.length > 0) onFrame({ id: frame.id, event: frame.event || "message", data: frame.data.join("\n") });
      frame = { id: null, event: "", data: [] };
      return;
    }
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") frame.data.push(value);
    else if (field === "event") frame.event = value;
    else if (field === "id" && !value.includes("\0")) frame.id = value;
    else if (field === "retry" && /^\d+$/.test(value)) onRetry(Number(value));
  }

  return {
    /** @param {string} text */
    push(text) {
      rest += text;
      const held = rest.endsWith("\r") ? "\r" : "";
      const lines = (held ? rest.slice(0, -1) : rest).split(/\r\n|\n|\r/);
      rest = lines.pop() + held;
      lines.forEach(read);
    },
  };
}
