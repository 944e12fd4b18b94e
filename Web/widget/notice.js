import { h, setText } from "./dom.js";

const patience = 2500;

/**
 * Says that the line is down, but not for the blink of a reconnection.
 * @param {import("./frame.js").Place} place
 */
export function openNotice({ client, words }) {
  const text = h("span");
  const notice = h("div", { class: "chat-widget__notice", role: "status", "data-testid": "widget-notice" }, text);
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  function say() {
    const { link } = client.store.get();
    const lost = link === "lost";
    setText(text, link === "refused" ? words.refused : !navigator.onLine ? words.offline : lost ? words.reconnecting : "");
    notice.classList.toggle("chat-widget__notice--on", text.textContent !== "");
  }

  /** @type {import("./types.js").Link|null} */
  let held = null;
  client.store.watch(({ link }) => {
    if (link === held) return;
    held = link;
    clearTimeout(timer);
    if (link === "lost" && navigator.onLine) timer = setTimeout(say, patience);
    else say();
  });
  window.addEventListener("offline", say);
  window.addEventListener("online", say);
  return notice;
}
