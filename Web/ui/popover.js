/**
 * Opens a menu by its id, as a key would.
 * @param {string} id
 */
export function openMenu(id) {
  const buttons = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`[popovertarget="${id}"]`)]);
  const button = buttons.find((one) => one.checkVisibility({ checkVisibilityCSS: true }));
  button?.focus();
  button?.click();
}
