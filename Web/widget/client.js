import { openApi, Refusal } from "./api.js";
import { action } from "./frames.js";
import { uuid7 } from "./ids.js";
import { initial, placeInLine, reduce, toSee } from "./reduce.js";
import { openSession } from "./session.js";
import { openStorage } from "./storage.js";
import { createStore } from "./store.js";
import { openTabs } from "./tabs.js";
import { openWriting } from "./writing.js";

const typingEvery = 3000;
const typingShown = 6000;

/**
 * Everything of the chat but its look.
 * @param {import("./types.js").Options} options @param {string} locale
 */
export function openClient(options, locale) {
  const storage = openStorage("localStorage", `chat-widget:${options.base}:${options.account}`);
  const name = storage.lasting ? storage.key("tabs") : storage.key(uuid7());
  const store = createStore(reduce, initial(JSON.parse(storage.get("account") ?? "null")));
  const api = openApi({ base: options.base, account: options.account, token: () => session.token(), renew: () => session.renew() });
  /** @type {string|null} */
  let cursor = null;
  /** @type {string|null} */
  let unsaid = null;
  let stale = true;
  let started = false;
  let typed = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let typingEnd;

  const session = openSession({
    name, storage, join: api.join,
    onSession(joined) {
      cursor = joined.position;
      stale = false;
      store.dispatch({ kind: "snapshot", session: { ...joined, closedAt: joined.closedAt ?? storage.get("closed") } });
    },
    onLost: () => store.dispatch({ kind: "link", link: "lost" }),
    onRefused: () => store.dispatch({ kind: "link", link: "refused" }),
  });

  const tabs = openTabs({
    name,
    async open(signal) {
      if (stale && !(await session.load())) tabs.stop();
      return api.stream(cursor, signal).catch(error => {
        if (error instanceof Refusal && error.final) stale = true;
        throw error;
      });
    },
    onFrame,
    onLink(live) {
      if (live && placeInLine(store.get()) && store.get().link === "lost") void session.load();  // the place is in no resumed stream
      store.dispatch({ kind: "link", link: live ? "live" : "lost" });
      if (live) void writing.deliver();
      if (live && unsaid) tellRead(unsaid);
    },
    onNote(note) {
      if (note.kind === "outbox") void writing.refresh();
      else if (note.kind === "read") store.dispatch({ kind: "read", message: note.message });
      else if (note.kind === "sent") store.dispatch({ kind: "message", message: note.message });
    },
  });

  const writing = openWriting({ place: storage.key("outbox"), lock: `${name}:outbox`, name: options.name, locale, api, store, session, tell: tabs.tell });

  /** @param {import("./types.js").Frame} frame */
  function onFrame(frame) {
    if (frame.id) cursor = frame.id;
    const change = action(frame);
    if (!change) return;
    if (change.kind === "reset") {
      stale = true;
      void session.load();
      return "reset";
    }
    store.dispatch(change);
    clearTimeout(typingEnd);
    if (store.get().typing) typingEnd = setTimeout(() => store.dispatch({ kind: "typing", typing: false }), typingShown);
    if (change.kind === "closed") storage.set("closed", store.get().closures.at(-1) ?? null);
  }

  /** @param {string} message */
  function tellRead(message) {
    unsaid = message;
    api.read(message).then(() => unsaid === message && (unsaid = null)).catch(() => {});
  }

  return {
    store, writing,
    known: () => session.token() !== null,
    async start() {
      if (started) return;
      started = true;
      store.dispatch({ kind: "link", link: "joining" });
      await writing.refresh();
      if (!(await session.load())) return;
      void tabs.start();
      void writing.deliver();
      window.addEventListener("storage", event => event.key === storage.key("visitor") && event.newValue && void session.load());
      window.addEventListener("pageshow", event => event.persisted && void session.load());
    },
    async earlier() {
      const { earlier } = store.get();
      if (earlier) store.dispatch({ kind: "page", ...(await api.page(earlier)) });
    },
    /** All that is on the screen has been seen. */
    seen() {
      const message = toSee(store.get());
      if (!message) return;
      store.dispatch({ kind: "read", message: message.id });
      tabs.tell({ kind: "read", message: message.id });
      tellRead(message.id);
    },
    /** What was written is sent: when the customer begins again that is news. */
    wrote() { typed = 0; },
    /** Tells at most once in three seconds that the customer is writing. */
    typing() {
      if (!session.token() || Date.now() - typed < typingEvery) return;
      typed = Date.now();
      api.typing(true).catch(() => {});
    },
  };
}
