import { h, setAttribute } from "./dom.js";
import { icon } from "./icons.js";
import { rowElement, updateRow } from "./row.js";
import { rows } from "./rows.js";

/**
 * The conversation on the screen: rows are kept by key, the end is followed, and what is being read does not move.
 * @param {import("./frame.js").Place} place @param {() => void} onSeen
 */
export function openLog(place, onSeen) {
  const { client, words } = place;
  /** @type {Map<string, {element: HTMLElement, row: import("./rows.js").Row}>} */
  const held = new Map();
  const list = h("div", { class: "chat-widget__log", role: "log", "aria-live": "polite", "aria-label": words.messages, tabindex: "0", "data-testid": "widget-log", onscroll: scrolled });
  const pill = h("button", { class: "chat-widget__newer", type: "button", hidden: true, onclick: toEnd });
  const element = h("div", { class: "chat-widget__body" }, list, pill);
  const tools = { ...place, settled: () => following && toEnd(), earlier };
  let following = true;
  let missed = 0;
  let loading = false;
  let newest = "";

  new ResizeObserver(() => following && toEnd()).observe(list);
  client.store.watch(state => {
    const next = rows(state);
    const bottom = list.scrollHeight - list.scrollTop;
    const top = next.find(row => row.kind === "bubble")?.key;
    const grewUp = held.size > 0 && top !== undefined && !held.has(top) && loading;
    setAttribute(list, "aria-busy", grewUp || !state.loaded ? "true" : null);
    reconcile(next, state);
    const last = next.filter(row => row.kind === "bubble").at(-1);
    if (last?.kind === "bubble" && last.key !== newest) {
      newest = last.key;
      if (!following && !last.line.mine) missed += 1;
    }
    if (grewUp) list.scrollTop = list.scrollHeight - bottom;
    else if (following) toEnd();
    showPill();
    look();
  });

  /** @param {import("./rows.js").Row[]} next @param {import("./types.js").State} state */
  function reconcile(next, state) {
    const keys = new Set(next.map(row => row.key));
    for (const [key, { element: gone }] of held) {
      if (keys.has(key)) continue;
      gone.remove();
      held.delete(key);
    }
    /** @type {Element|null} */
    let at = list.firstElementChild;
    for (const row of next) {
      const item = held.get(row.key) ?? { element: rowElement(row, tools), row };
      updateRow(item.element, row, state, tools);
      held.set(row.key, { element: item.element, row });
      if (item.element === at) at = at.nextElementSibling;
      else list.insertBefore(item.element, at);
    }
  }

  function scrolled() {
    following = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    if (following) missed = 0;
    if (list.scrollTop < 80 && list.scrollHeight > list.clientHeight) void earlier();
    showPill();
    look();
  }

  function toEnd() {
    following = true;
    missed = 0;
    list.scrollTop = list.scrollHeight;
    showPill();
    look();
  }

  async function earlier() {
    if (loading || !client.store.get().earlier) return;
    loading = true;
    await client.earlier().catch(() => {});
    await new Promise(requestAnimationFrame);
    loading = false;
  }

  function showPill() {
    pill.hidden = missed === 0;
    if (missed > 0 && pill.dataset.count !== String(missed)) {
      pill.replaceChildren(words.newer(missed), icon("down", "xs"));
      pill.dataset.count = String(missed);
    }
  }

  /** Tells that what stands at the end has been seen, if it can be. */
  function look() {
    if (following) onSeen();
  }

  return { element, toEnd, look };
}
