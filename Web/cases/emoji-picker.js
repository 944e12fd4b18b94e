import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Lazy } from "../ui/lazy.js";
import { Menu } from "../ui/menu.js";
import { loadEmojiGrid } from "./later.js";

/**
 * The composer's emoji. Their data is read when it is first opened.
 * @param {{onPick: (emoji: string) => void, field: {current: HTMLElement}}} props
 */
export function EmojiPicker({ onPick, field }) {
  const [opened, setOpened] = useState(0);
  const close = () => { document.getElementById("menu-emoji")?.hidePopover?.(); };
  const pick = (/** @type {string} */ emoji) => { onPick(emoji); close(); field.current?.focus(); };
  return html`<${Menu} id="menu-emoji" side="above" role="dialog" class="emoji-picker" label=${t("composer.emoji")} onOpen=${() => setOpened((count) => count + 1)}>${opened > 0 ? html`<${Lazy} load=${loadEmojiGrid} failed=${close} key=${opened} onPick=${pick} />` : html`<div class="emoji-picker__scroll"></div>`}</${Menu}>`;
}
