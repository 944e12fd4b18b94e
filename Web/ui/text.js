import { html } from "../vendor/preact-htm.js";

const LINK = /\bhttps?:\/\/[^\s<>"'«»]+[^\s<>"'«».,;:!?)\]]/g;

/**
 * Text as it was written, with its addresses made links.
 * @param {{text: string}} props
 */
export function PlainText({ text }) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(from, found.index), html`<a class="message__link" href=${found[0]} target="_blank" rel="noopener noreferrer">${found[0]}</a>`);
    from = (found.index ?? 0) + (found[0] ?? "").length;
  }
  parts.push(text.slice(from));
  return html`<span class="message__text">${parts}</span>`;
}
