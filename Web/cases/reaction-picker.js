import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { moveIn } from "../ui/roving.js";
import { EmojiGrid } from "./emoji-grid.js";

const USUAL = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

/**
 * A row of signs, and all of them behind the plus. Arrows move, Enter picks, Escape gives the focus back.
 * @param {{anchor: {current: HTMLElement}, onPick: (emoji: string) => void, onClose: () => void}} props
 */
export function ReactionPicker({ anchor, onPick, onClose }) {
  const ref = useRef(/** @type {any} */ (null));
  const [all, setAll] = useState(false);
  useEffect(() => {
    const layer = ref.current;
    const message = /** @type {HTMLElement | null} */ (anchor.current.closest(".message"));
    const toggled = (/** @type {any} */ event) => { if (event.newState === "closed") { if (document.activeElement === document.body) message?.focus(); onClose(); } };
    layer.addEventListener("toggle", toggled);
    layer.showPopover();
    layer.querySelector("button")?.focus();
    return () => layer.removeEventListener("toggle", toggled);
  }, []);
  useEffect(() => place(ref.current, anchor.current), [all]);
  const pick = (/** @type {string} */ emoji) => { onPick(emoji); ref.current.hidePopover(); };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (!all) moveIn(event, ref.current, "button");
    if (event.key === "Tab") { event.preventDefault(); ref.current.hidePopover(); }
    if (event.key === "Escape") event.stopPropagation();
  };
  return html`<div ref=${ref} popover="auto" role="dialog" aria-label=${t("message.react")} class=${`menu reaction-picker ${all ? "emoji-picker" : ""}`} onKeyDown=${onKeyDown}>
    ${all ? html`<${EmojiGrid} onPick=${pick} />` : html`<span class="reaction-picker__row">
      ${USUAL.map((emoji, index) => html`<button key=${emoji} type="button" class="emoji-picker__emoji" tabindex=${index === 0 ? 0 : -1} aria-label=${t("reaction.with", { emoji })} onClick=${() => pick(emoji)}>${emoji}</button>`)}
      <${IconButton} icon="plus" label=${t("reaction.more")} tabindex="-1" onClick=${() => setAll(true)} /></span>`}
  </div>`;
}

/**
 * Above its button where there is room, else below; never outside the window.
 * @param {HTMLElement} layer
 * @param {HTMLElement} anchor
 */
function place(layer, anchor) {
  const from = anchor.getBoundingClientRect();
  const above = from.top - layer.offsetHeight - 6;
  const top = above >= 8 ? above : Math.min(from.bottom + 6, innerHeight - layer.offsetHeight - 8);
  const left = Math.max(8, Math.min(from.left + from.width / 2 - layer.offsetWidth / 2, innerWidth - layer.offsetWidth - 8));
  layer.style.setProperty("--layer-top", `${Math.round(top)}px`);
  layer.style.setProperty("--layer-left", `${Math.round(left)}px`);
}
