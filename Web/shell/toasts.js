import { html, useLayoutEffect, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";

export function Toasts() {
  const toasts = useDesk((state) => state.screen.toasts);
  return html`<div class="toast-stack" role="status" aria-live="polite">${toasts.map((toast) => html`<${Toast} key=${toast.id} toast=${toast} />`)}</div>`;
}

/**
 * Six seconds, which stand still under pointer and focus.
 * @param {{toast: import("../lib/types").Toast}} props
 */
function Toast({ toast }) {
  const [held, setHeld] = useState(false);
  const leave = () => dispatch({ type: "toast.gone", id: toast.id });
  useLayoutEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(leave, 6000);
    return () => clearTimeout(timer);
  }, [held]);
  return html`<div class="toast" data-testid="toast" onPointerEnter=${() => setHeld(true)} onPointerLeave=${() => setHeld(false)} onfocusin=${() => setHeld(true)} onfocusout=${() => setHeld(false)}>
    <${Icon} name=${toast.icon} size="s" /><span class="toast__text">${toast.text}</span>
    <button type="button" class="toast__action" onClick=${() => { toast.action?.run(); leave(); }}>${toast.action ? toast.action.label : t("action.close")}</button></div>`;
}
