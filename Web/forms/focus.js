/** @param {HTMLElement | null} form */
export const focusFirst = (form) => /** @type {HTMLElement | null | undefined} */ (form?.querySelector(".outcome-form select, .outcome-form input:not([tabindex='-1']), .outcome-form textarea, .outcome-form__again"))?.focus();
