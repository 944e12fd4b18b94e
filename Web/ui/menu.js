import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { moveIn } from "./roving.js";

/**
 * A popover list under its button: arrows move, letters jump, Escape and outside close, focus goes back.
 * @param {{id: string, label: string, side?: "end" | "above", class?: string, role?: string, children?: any, onOpen?: () => void}} props
 */
export function Menu({ id, label, side, class: more = "", role = "menu", children, onOpen }) {
  const ref = useRef(/** @type {any} */ (null));
  useEffect(() => {
    const menu = ref.current;
    const toggled = (/** @type {any} */ event) => {
      if (event.newState !== "open") return;
      place(menu, side);
      onOpen?.();
      const first = menu.querySelector('[aria-checked="true"]') ?? [...menu.querySelectorAll('[role^="menuitem"], input, button')].find((one) => one.checkVisibility());
      first?.focus();
    };
    menu.addEventListener("toggle", toggled);
    return () => menu.removeEventListener("toggle", toggled);
  }, []);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (role === "menu") { moveIn(event, ref.current, '[role^="menuitem"]'); jump(event, ref.current); }
    if (event.key === "Tab") ref.current.hidePopover();
    if (event.key === "Escape") event.stopPropagation();
  };
  const onClick = (/** @type {MouseEvent} */ event) => {
    if (role === "menu" && /** @type {Element} */ (event.target).closest('[role^="menuitem"]')) ref.current.hidePopover();
  };
  return html`<div id=${id} ref=${ref} popover="auto" role=${role} aria-label=${label} onKeyDown=${onKeyDown} onClick=${onClick}
    class=${`menu ${side ? `menu--${side}` : ""} ${more}`}>${children}</div>`;
}

/**
 * Browsers without anchor positioning get the place from us.
 * @param {HTMLElement} menu
 * @param {string | undefined} side
 */
function place(menu, side) {
  if (CSS.supports("position-area: block-end")) return;
  const button = [...document.querySelectorAll(`[popovertarget="${menu.id}"]`)].find((one) => one.checkVisibility())?.getBoundingClientRect();
  if (!button) return;
  // What stands above the composer doesn't cover what is written in it.
  const below = menu.classList.contains("emoji-picker") ? menu.closest(".composer")?.getBoundingClientRect() ?? button : button;
  const top = side === "above" ? below.top - menu.offsetHeight - 6 : button.bottom + 6;
  const left = side === "end" ? button.right - menu.offsetWidth : button.left;
  menu.style.setProperty("top", `${Math.max(4, top)}px`);
  menu.style.setProperty("left", `${Math.max(4, Math.min(left, innerWidth - menu.offsetWidth - 4))}px`);
}

/** @param {KeyboardEvent} event @param {HTMLElement} menu */
function jump(event, menu) {
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('[role^="menuitem"]')]).filter((one) => one.checkVisibility());
  const from = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const found = [...items.slice(from + 1), ...items.slice(0, from + 1)].find((item) => item.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
  if (found) { event.preventDefault(); event.stopPropagation(); found.focus(); }
}
