import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "./button.js";

/**
 * A modal layer: takes the focus, gives it back, closes on Escape.
 * @param {{title: any, sub?: any, onClose?: () => void, foot?: any, children?: any, class?: string, testid?: string}} props without onClose it cannot be dismissed
 */
export function Dialog({ title, sub, onClose, foot, children, class: more = "", testid }) {
  const ref = useRef(/** @type {any} */ (null));
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const dialog = ref.current;
    dialog.showModal();
    dialog.querySelector("[data-autofocus]")?.focus();
    // What lies behind can take the focus only when nothing modal stands before it.
    return () => { dialog.close(); if (before?.isConnected) before.focus(); };
  }, []);
  const onCancel = (/** @type {Event} */ event) => { event.preventDefault(); onClose?.(); };
  return html`<dialog ref=${ref} class=${`dialog ${more}`} aria-labelledby="dialog-title" data-testid=${testid} onCancel=${onCancel}>
    <div class="dialog__head">
      <h2 class="dialog__title" id="dialog-title">${title}${sub ? html` <span class="dialog__sub">${sub}</span>` : null}</h2>
      ${onClose ? html`<${IconButton} icon="close" label=${t("action.close")} onClick=${onClose} />` : null}
    </div>
    <div class="dialog__body">${children}</div>
    ${foot ? html`<div class="dialog__foot">${foot}</div>` : null}
  </dialog>`;
}
