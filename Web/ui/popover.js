/**
 * Opens a menu by its id, as a key would.
 * @param {string} id
 */
export function openMenu(id) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`[popovertarget="${id}"]:not([hidden])`));
  if (button && button.offsetParent !== null) { button.focus(); button.click(); }
}
