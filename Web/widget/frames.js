/**
 * A frame of the stream as an action of the reducer; null for a kind this version does not know.
 * @param {import("./types.js").Frame} frame @returns {import("./types.js").Action | {kind: "reset"} | null}
 */
export function action(frame) {
  const data = parse(frame.data);
  switch (frame.event) {
    case "message": return data.message ? { kind: "message", message: data.message } : null;
    case "status": return { kind: "status", message: data.message, status: data.status };
    case "agent": return { kind: "agent", name: data.name ?? null };
    case "queue": return Number.isInteger(data.position) && data.position > 0 ? { kind: "queue", place: data } : null;
    case "closed": return typeof data.at === "string" ? { kind: "closed", at: data.at } : { kind: "closed" };
    case "typing": return { kind: "typing", typing: data.typing === true };
    case "reset": return { kind: "reset" };
    default: return null;
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
