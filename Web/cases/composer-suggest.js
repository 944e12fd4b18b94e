import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";

/**
 * The list over the field, with the whole of the chosen answer. The focus stays in the field.
 * @param {{suggest: ReturnType<typeof import("./use-suggestions.js").useSuggestions>}} props
 */
export function ComposerSuggest({ suggest }) {
  const { open, none, kind, found, active, setActive, pick } = suggest;
  const list = useRef(/** @type {any} */ (null));
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }); }, [active, open]);
  if (none) return html`<div class="menu menu--static quick-replies"><p class="menu__foot">${t("quick.none")}</p></div>`;
  if (!open) return null;
  const chosen = found[active];
  const title = t(kind === "quick" ? "quick.title" : kind === "mention" ? "composer.mention" : "composer.emoji");
  return html`<div class=${`menu menu--static quick-replies quick-replies--${kind}`} data-testid="suggestions">
    <p class="menu__title">${title}</p>
    <div id="composer-suggest" role="listbox" ref=${list} class="quick-replies__list" aria-label=${title}>
      ${found.map((one, index) => html`<div key=${one.id} id=${`suggest-${index}`} role="option" aria-selected=${String(index === active)} class=${`menu__item ${index === active ? "menu__item--active" : ""}`}
        onPointerDown=${(/** @type {Event} */ event) => event.preventDefault()} onPointerMove=${() => { if (index !== active) setActive(index); }} onClick=${() => pick(one)}>
        <span class="quick-replies__slug">${one.sign}</span><span class="quick-replies__text">${kind === "quick" ? one.title || one.words : one.words}</span></div>`)}
    </div>
    ${kind === "quick" && chosen ? html`<p class="quick-replies__preview" data-testid="quick-preview">${chosen.text}</p>` : null}
    <p class="menu__foot quick-replies__keys" aria-hidden="true"><kbd class="kbd">↑</kbd><kbd class="kbd">↓</kbd> <kbd class="kbd">Enter</kbd> ${t("quick.insert")} <kbd class="kbd">Esc</kbd></p>
  </div>`;
}
