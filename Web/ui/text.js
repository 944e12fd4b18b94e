import { html } from "../vendor/preact-htm.js";

const LINK = /\bhttps?:\/\/[^\s<>"'«»]+[^\s<>"'«».,;:!?)\]]/g;

/**
 * Text as it was written, with its addresses made links and the colleagues it names marked.
 * @param {{text: string, names?: string[]}} props
 */
export function PlainText({ text, names = [] }) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(names.length > 0 ? new RegExp(`${LINK.source}|@(?:${namePattern(names)})(?![\\p{L}\\p{N}])`, "giu") : LINK)) {
    parts.push(text.slice(from, found.index), found[0].startsWith("@") ? html`<span class="message__mention">${found[0]}</span>`
      : html`<a class="message__link" href=${found[0]} target="_blank" rel="noopener noreferrer">${found[0]}</a>`);
    from = (found.index ?? 0) + (found[0] ?? "").length;
  }
  parts.push(text.slice(from));
  return html`<span class="message__text">${parts}</span>`;
}

/**
 * Whole names before first names, so that the longer is marked.
 * @param {string[]} names
 */
const namePattern = (names) => [...names, ...names.map((name) => name.split(/\s+/)[0] ?? "")].filter(Boolean).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
