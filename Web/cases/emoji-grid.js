import { html, useEffect, useMemo, useRef, useState } from "../vendor/preact-htm.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { findEmoji, loadEmoji, recentEmoji, rememberEmoji } from "./emoji.js";

/**
 * Emoji by group, by word in the reader's language, and the recent ones. Only what is near is painted.
 * @param {{onPick: (emoji: string) => void}} props
 */
export function EmojiGrid({ onPick }) {
  const [data, setData] = useState(/** @type {import("./emoji.js").EmojiData | null} */ (null));
  const [words, setWords] = useState("");
  const [shown, setShown] = useState(4);
  const grid = useRef(/** @type {any} */ (null));
  useEffect(() => { grid.current.querySelector("input").focus(); void loadEmoji(currentLanguage()).then(setData); }, []);
  const groups = useMemo(() => (data ? findEmoji(data, words) : []), [data, words]);
  const recent = useMemo(() => recentEmoji(), []);
  const pick = (/** @type {string} */ emoji) => { rememberEmoji(emoji); onPick(emoji); };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const all = /** @type {HTMLElement[]} */ ([...grid.current.querySelectorAll(".emoji-picker__emoji")]);
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 9, ArrowUp: -9 }[event.key];
    if (step === undefined || (at < 0 && event.key !== "ArrowDown")) return;
    event.preventDefault();
    if (at + step < 0) grid.current.querySelector("input").focus(); else all[at < 0 ? 0 : Math.min(all.length - 1, at + step)]?.focus();
  };
  const button = (/** @type {string} */ emoji, /** @type {string} */ name, /** @type {boolean} */ first) => html`<button key=${emoji} type="button" class="emoji-picker__emoji" tabindex=${first ? 0 : -1} aria-label=${name} title=${name} onClick=${() => pick(emoji)}>${emoji}</button>`;
  return html`<div ref=${grid} onKeyDown=${onKeyDown}>
    <label class="input-icon"><${Icon} name="search" size="s" /><input class="input" type="search" value=${words} placeholder=${t("emoji.search")} aria-label=${t("emoji.search")} onInput=${(/** @type {any} */ event) => setWords(event.target.value)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) => { const first = groups[0]?.emoji[0]; if (event.key === "Enter") { event.preventDefault(); if (words && first) pick(first[0]); } }} /></label>
    <div class="emoji-picker__scroll" onScroll=${(/** @type {any} */ event) => { if (event.target.scrollTop + event.target.clientHeight > event.target.scrollHeight - 200) setShown(groups.length); }}>
      ${!words && recent.length > 0 ? html`<p class="menu__title">${t("emoji.recent")}</p><div class="emoji-picker__grid">${recent.map((emoji, index) => button(emoji, emoji, index === 0))}</div>` : null}
      ${groups.slice(0, words ? groups.length : shown > 4 ? groups.length : 1).map((group, at) => html`<p class="menu__title">${group.name}</p><div class="emoji-picker__grid">${group.emoji.map(([emoji, name], index) => button(emoji, name, at === 0 && index === 0))}</div>`)}
      ${data && groups.length === 0 ? html`<p class="menu__foot" role="status">${t("emoji.none", { words })}</p>` : null}
    </div>
  </div>`;
}
