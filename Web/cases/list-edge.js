import { html, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { keepWidth, keptWidth } from "../shell/scope.js";

const [LEAST, MOST, STEP] = [296, 420, 8];

/** The list's right edge: dragged, or moved with the arrows; Home, End and Enter for the narrowest, the widest and the usual. */
export function ListEdge() {
  const ref = useRef(/** @type {any} */ (null));
  const [width, setWidth] = useState(keptWidth);
  const usual = () => (matchMedia("(max-width: 1359px)").matches ? 304 : 332);
  useLayoutEffect(() => {
    const workspace = ref.current.closest(".app-shell__workspace");
    if (width === null) workspace.style.removeProperty("--list-width");
    else workspace.style.setProperty("--list-width", `${width}px`);
  }, [width]);
  const choose = (/** @type {number} */ next) => { const kept = Math.round(Math.min(MOST, Math.max(LEAST, next))); setWidth(kept); keepWidth(kept); };
  const onPointerDown = (/** @type {any} */ event) => {
    event.preventDefault();
    const left = ref.current.parentElement.getBoundingClientRect().left;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.onpointermove = (/** @type {PointerEvent} */ move) => choose(move.clientX - left);
    event.currentTarget.onpointerup = (/** @type {any} */ up) => { up.currentTarget.onpointermove = null; };
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const now = width ?? usual();
    /** @type {Record<string, number>} */
    const next = { ArrowLeft: now - STEP, ArrowRight: now + STEP, Home: LEAST, End: MOST, Enter: usual() };
    if (!(event.key in next)) return;
    event.preventDefault();
    event.stopPropagation();
    choose(next[event.key] ?? now);
  };
  return html`<div class="case-list__edge" ref=${ref} role="separator" tabindex="0" aria-orientation="vertical" aria-label=${t("list.width")} title=${t("list.width")} aria-valuemin=${LEAST} aria-valuemax=${MOST} aria-valuenow=${width ?? usual()} data-testid="list-edge"
    onPointerDown=${onPointerDown} onKeyDown=${onKeyDown} onDblClick=${() => choose(usual())}></div>`;
}
