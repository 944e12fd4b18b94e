import { createHub } from "./feed-hub.js";

/**
 * Where a browser has no SharedWorker: the tab that gets the lock holds the stream and hands it on by BroadcastChannel.
 * When it closes, the next one gets the lock and asks every tab to join again.
 * @param {(message: any) => void} receive
 * @returns {{post: (message: any) => void}}
 */
export function joinByLeader(receive) {
  const me = crypto.randomUUID();
  const channel = new BroadcastChannel("ventanilla-feed");
  /** @type {ReturnType<typeof createHub> | null} */
  let hub = null;
  /** @type {Map<string, {post: (message: any) => void}>} */
  const ports = new Map();

  channel.onmessage = ({ data }) => {
    if (data.to === "leader") hub?.receive(portOf(data.from), data.message);
    else if (data.to === me || data.to === "all") receive(data.message);
  };
  const session = new BroadcastChannel("ventanilla-session");
  session.onmessage = () => hub?.receive(portOf(me), { type: "stop" });

  if (navigator.locks) void navigator.locks.request("ventanilla-feed", lead); else void lead();

  return { post: (message) => { if (hub) hub.receive(portOf(me), message); else channel.postMessage({ to: "leader", from: me, message }); } };

  function lead() {
    hub = createHub({ url: "/api/v1/events" });
    channel.postMessage({ to: "all", message: { type: "rejoin" } });
    receive({ type: "rejoin" });
    return new Promise(() => {});
  }

  /** @param {string} id */
  function portOf(id) {
    let port = ports.get(id);
    if (!port) ports.set(id, port = { post: (message) => { if (id === me) queueMicrotask(() => receive(message)); else channel.postMessage({ to: id, message }); } });
    return port;
  }
}
