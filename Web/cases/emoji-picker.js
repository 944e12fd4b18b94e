import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Menu } from "../ui/menu.js";
import { EmojiGrid } from "./emoji-grid.js";

/**
 * The composer's emoji. Their data is read when it is first opened.
 * @param {{onPick: (emoji: string) => void, field: {current: HTMLElement}}} props
 */
export function EmojiPicker({ onPick, field }) {
  const [opened, setOpened] = useState(0);
  const pick = (/** @type {string} */ emoji) => { onPick(emoji); document.getElementById("menu-emoji")?.hidePopover?.(); field.current?.focus(); };
  const opens = () => {
    setOpened((count) => count + 1);
    requestAnimationFrame(() => /** @type {HTMLElement | null} */ (document.querySelector("#menu-emoji input"))?.focus());
  };
  return html`<${Menu} id="menu-emoji" side="above" role="dialog" class="emoji-picker" label=${t("composer.emoji")} onOpen=${opens}>${opened > 0 ? html`<${EmojiGrid} key=${opened} onPick=${pick} />` : html`<div class="emoji-picker__scroll"></div>`}</${Menu}>`;
}
