/** Lists and menus are one tab stop: the arrows, Home and End move inside. */

/** @type {Record<string, (at: number, count: number) => number>} */
const STEPS = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1), ArrowUp: (at) => Math.max(at - 1, 0),
  ArrowRight: (at, count) => Math.min(at + 1, count - 1), ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0, End: (_, count) => count - 1,
};

/** @param {KeyboardEvent} event @param {HTMLElement} container @param {string} selector */
export function moveIn(event, container, selector) {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return false;
  const items = /** @type {HTMLElement[]} */ ([...container.querySelectorAll(selector)]).filter((one) => one.checkVisibility());
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = items[step(at, items.length)];
  if (!next) return false;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
  return true;
}
