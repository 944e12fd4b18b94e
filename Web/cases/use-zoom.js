import { useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";

const NEAREST = 8;
/** @typedef {{scale: number, x: number, y: number}} View */
/** @type {View} */
const WHOLE = { scale: 1, x: 0, y: 0 };

/**
 * Zoom and place of what stands on a stage: wheel, two fingers, double click, and dragging while it is near.
 * @param {{current: HTMLElement | null}} stage
 * @param {string} what begins anew with each picture
 */
export function useZoom(stage, what) {
  const [view, setView] = useState(WHOLE);
  const fingers = useRef(/** @type {Map<number, {x: number, y: number}>} */ (new Map()));
  useEffect(() => setView(WHOLE), [what]);
  useLayoutEffect(() => {
    const style = stage.current?.style;
    style?.setProperty("--zoom", String(view.scale));
    style?.setProperty("--shift-x", `${view.x}px`);
    style?.setProperty("--shift-y", `${view.y}px`);
  }, [view]);
  const zoomBy = (/** @type {number} */ factor) => setView((held) => zoomed(held, factor));
  const onWheel = (/** @type {WheelEvent} */ event) => { event.preventDefault(); zoomBy(event.deltaY < 0 ? 1.15 : 1 / 1.15); };
  const onPointerDown = (/** @type {PointerEvent} */ event) => {
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
  };
  const onPointerMove = (/** @type {PointerEvent} */ event) => {
    const held = fingers.current.get(event.pointerId);
    if (!held) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (other) zoomBy(apart(now, other) / Math.max(1, apart(held, other)));
    else setView((one) => (one.scale > 1 ? { ...one, x: one.x + now.x - held.x, y: one.y + now.y - held.y } : one));
    fingers.current.set(event.pointerId, now);
  };
  const onPointerUp = (/** @type {PointerEvent} */ event) => { fingers.current.delete(event.pointerId); };
  const onDblClick = () => setView((held) => (held.scale > 1 ? WHOLE : zoomed(held, 2.5)));
  return { scale: view.scale, zoomBy, reset: () => setView(WHOLE), onWheel, onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onDblClick };
}

/**
 * Nearer or farther, between the whole picture and eight times; farther brings it back to the middle.
 * @param {View} view
 * @param {number} factor
 * @returns {View}
 */
export function zoomed({ scale, x, y }, factor) {
  const next = Math.min(NEAREST, Math.max(1, scale * factor));
  if (next === 1) return WHOLE;
  const share = factor < 1 ? (next - 1) / (scale - 1) : next / scale;
  return { scale: next, x: x * share, y: y * share };
}

/** @param {{x: number, y: number}} one @param {{x: number, y: number}} two */
const apart = (one, two) => Math.hypot(one.x - two.x, one.y - two.y);
