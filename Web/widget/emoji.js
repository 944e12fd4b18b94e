import { h } from "./dom.js";
import { icon } from "./icons.js";

const signs = [..."😀😄😂😊😍😘😉😎🤔😅😢😭😡😮😴🤗🙌👏👍👎🙏💪👋👌🎉🎁🔥✨💯💜💙💚💛🧡🌟☕🏠🛒📦🚚📷🎂🌹🐶"];
const columns = 8;

/**
 * A small set to choose from: one tab stop, arrows inside.
 * @param {import("./locales.js").Words} words @param {(sign: string) => void} onPick @param {() => void} onClose where the focus goes
 */
export function openEmoji(words, onPick, onClose) {
  const button = h("button", { class: "chat-widget__tool", type: "button", "aria-label": words.emoji, "aria-expanded": "false", "data-testid": "widget-emoji", onclick: toggle }, icon("smile", "l"));
  const element = h("div", { class: "chat-widget__emoji", role: "group", "aria-label": words.emoji, hidden: true, onkeydown: keyed });
  let at = 0;

  function toggle() {
    if (!element.hidden) return void close(true);
    if (element.childElementCount === 0) {
      element.append(...signs.map((sign, index) => h("button", { class: "chat-widget__sign", type: "button", tabindex: index === at ? "0" : "-1", onclick: () => pick(sign, index) }, sign)));
    }
    element.hidden = false;
    button.setAttribute("aria-expanded", "true");
    move(at);
  }

  /** @param {string} sign @param {number} index */
  function pick(sign, index) {
    at = index;
    close(true);
    onPick(sign);
  }

  /** @param {KeyboardEvent} event */
  function keyed(event) {
    const step = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns })[event.key];
    const next = event.key === "Home" ? 0 : event.key === "End" ? signs.length - 1 : step === undefined ? null : at + step;
    if (next === null) return;
    event.preventDefault();
    if (next >= 0 && next < signs.length) move(next);
  }

  /** @param {number} next */
  function move(next) {
    element.children[at]?.setAttribute("tabindex", "-1");
    at = next;
    const sign = /** @type {HTMLElement|undefined} */ (element.children[at]);
    sign?.setAttribute("tabindex", "0");
    sign?.focus();
  }

  /** False when it was not open. */
  function close(focus = false) {
    if (element.hidden) return false;
    element.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (focus) onClose();
    return true;
  }

  return { button, element, close };
}
