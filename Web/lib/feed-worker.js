import { createHub } from "./feed-hub.js";

/** The SharedWorker that holds the browser's one stream. */
const hub = createHub({ url: "/api/v1/events" });

/** @type {any} */ (globalThis).onconnect = (/** @type {MessageEvent} */ event) => {
  const channel = /** @type {MessagePort} */ (event.ports[0]);
  const port = { post: (/** @type {any} */ message) => channel.postMessage(message) };
  channel.onmessage = ({ data }) => hub.receive(port, data);
};

globalThis.addEventListener("online", () => hub.receive({ post: () => {} }, { type: "retry", check: true }));
new BroadcastChannel("ventanilla-session").onmessage = () => hub.receive({ post: () => {} }, { type: "stop" });
