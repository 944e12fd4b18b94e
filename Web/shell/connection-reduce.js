/**
 * @typedef {import("../lib/types").Connection} Connection
 * @typedef {import("../lib/types").Action} Action
 */

/** @type {Connection} */
export const noConnection = { status: "connecting", attempt: 0, arrived: 0, sent: 0 };

/**
 * The stream as the banner tells it: after an interruption "back" counts what arrived and what went out.
 * @param {Connection} connection
 * @param {Action} action
 * @returns {Connection}
 */
export function reduceConnection(connection, action) {
  switch (action.type) {
    case "connection": {
      if (action.status === "live") {
        const interrupted = connection.status === "offline" || connection.status === "reconnecting";
        return interrupted ? { ...connection, status: "back", attempt: 0, arrived: 0 } : connection.status === "back" ? connection : { status: "live", attempt: 0, arrived: 0, sent: 0 };
      }
      const fresh = connection.status === "live" || connection.status === "connecting" || connection.status === "back";
      return { status: action.status, attempt: action.attempt ?? 0, arrived: 0, sent: fresh ? 0 : connection.sent };
    }
    case "connection.settled": return connection.status === "back" ? { status: "live", attempt: 0, arrived: 0, sent: 0 } : connection;
    case "frame":
      return connection.status === "back" && action.frame.kind === "message.received" ? { ...connection, arrived: connection.arrived + 1 } : connection;
    case "outbox.sent":
      return connection.status === "back" || connection.status === "reconnecting" ? { ...connection, sent: connection.sent + 1 } : connection;
    default: return connection;
  }
}
