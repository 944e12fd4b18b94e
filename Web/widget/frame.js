import { brandColours } from "./brand.js";
import { openComposer } from "./composer.js";
import { h, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";
import { openLog } from "./log.js";
import { openNotice } from "./notice.js";
import { placeText } from "./place.js";
import { placeInLine, unread } from "./reduce.js";

/**
 * @typedef {{client: ReturnType<typeof import("./client.js").openClient>, tab: ReturnType<typeof import("./storage.js").openStorage>,
 *   words: import("./locales.js").Words, format: ReturnType<typeof import("./format.js").formats>}} Place
 */

const phone = "(max-width: 480px), (max-height: 480px)";

/**
 * The bubble and the panel: who is on the screen, and where the focus goes.
 * @param {HTMLElement} frame @param {Place} place
 */
export function openFrame(frame, place) {
  const { client, tab, words } = place;
  const narrow = matchMedia(phone);
  const badge = h("span", { class: "launcher__badge", "data-testid": "widget-unread", "aria-hidden": "true", hidden: true });
  const launcher = h("button", { class: "launcher", type: "button", "data-testid": "widget-open", "aria-haspopup": "dialog", onclick: () => open(true) }, icon("chat", "xl"), badge);
  const arrived = h("span", { class: "visually-hidden", role: "status" });
  const title = h("h2", { class: "chat-widget__title" });
  const status = h("span", { class: "chat-widget__status", role: "status", "data-testid": "widget-status" });
  const head = h("header", { class: "chat-widget__head" },
    h("span", { class: "chat-widget__logo" }, icon("spark")),
    h("div", { class: "chat-widget__names" }, title, status),
    h("button", { class: "chat-widget__head-action", type: "button", "data-testid": "widget-close", "aria-label": words.close, onclick: () => close() }, icon("minus")));
  const log = openLog(place, () => shown() && client.seen());
  const composer = openComposer(place, () => log.toEnd());
  const panel = h("dialog", { class: "chat-widget", tabindex: "-1", "data-testid": "widget-panel" }, head, openNotice(place), log.element, ...composer.elements);
  composer.acceptDrops(panel);
  frame.append(launcher, arrived, panel);

  const shown = () => panel.open && document.visibilityState === "visible";

  /** @param {boolean} focus */
  function open(focus) {
    if (panel.open) return;
    void client.start();
    tab.set("open", "1");
    launcher.hidden = true;
    if (narrow.matches) panel.showModal();
    else if (focus) panel.show();
    else panel.open = true;
    log.toEnd();
    if (focus) (matchMedia("(pointer: coarse)").matches ? panel : composer.text).focus();
    log.look();
  }

  function close() {
    tab.set("open", null);
    if (panel.open) panel.close();
    launcher.hidden = false;
    launcher.focus();
  }

  panel.addEventListener("cancel", event => {
    event.preventDefault();
    close();
  });
  panel.addEventListener("close", () => !panel.open && launcher.hidden && close());
  panel.addEventListener("keydown", event => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    if (!composer.dismiss()) close();
  });
  narrow.addEventListener("change", () => {
    if (!panel.open) return;
    const root = /** @type {ShadowRoot} */ (panel.getRootNode());
    const focused = root.activeElement;
    panel.close();
    if (narrow.matches) panel.showModal();
    else panel.show();
    if (focused instanceof HTMLElement && panel.contains(focused)) focused.focus();
  });
  document.addEventListener("visibilitychange", () => log.look());
  window.visualViewport?.addEventListener("resize", () => {
    frame.style.setProperty("--viewport", `${window.visualViewport?.height ?? innerHeight}px`);
  });

  let told = 0;
  client.store.watch(state => {
    const shop = state.account?.alias ?? "";
    const colours = brandColours(state.account?.brand);
    frame.style.setProperty("--account-brand", colours?.brand ?? null);
    frame.style.setProperty("--account-on-brand", colours?.on ?? null);
    const waiting = unread(state);
    setText(title, shop || words.title(""));
    const waits = placeInLine(state);
    setText(status, state.agent ? words.served(state.agent) : waits ? placeText(waits, words) : words.status);
    setAttribute(panel, "aria-label", words.title(shop));
    setAttribute(launcher, "aria-label", waiting > 0 ? words.openUnread(waiting) : words.open);
    setText(badge, waiting > 9 ? "9+" : String(waiting));
    badge.hidden = waiting === 0;
    if (waiting !== told) setText(arrived, waiting > told && !panel.open ? words.arrived(waiting) : "");
    told = waiting;
    frame.hidden = state.link === "refused" && !state.loaded && !panel.open;
  });
  if (tab.get("open")) open(false);
}
