import { html, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { withoutKeys } from "./address.js";
import { chipsOf } from "./chips.js";
import { useNames } from "./names.js";

/**
 * The sentence of what is filtered, a cross on each part; what a view can't find any more is said before it.
 * @param {{asked: ReturnType<typeof import("./use-asked.js").useAsked>}} props
 */
export function FilterChips({ asked }) {
  const names = useNames();
  const group = useRef(/** @type {any} */ (null));
  const chips = chipsOf(asked.keys, names);
  const problems = asked.view?.problems ?? [];
  // The cross that was pressed goes with its filter: the next one takes the focus.
  const remove = (/** @type {string[]} */ keys, /** @type {number} */ at) => {
    asked.setKeys(withoutKeys(asked.keys, keys));
    const crosses = /** @type {HTMLElement[]} */ ([...group.current.querySelectorAll(".filter-chip__remove")]);
    const next = crosses[at + 1] ?? crosses[at - 1] ?? document.querySelector('[data-testid="open-filters"]');
    /** @type {HTMLElement | null} */ (next)?.focus();
  };
  return html`${asked.gone ? html`<p class="cases__problem" role="status" data-testid="view-gone"><${Icon} name="alert" size="s" />${t("listing.view.gone")}</p>` : null}
    ${problems.length > 0 ? html`<p class="cases__problem" role="status" data-testid="view-problems"><${Icon} name="alert" size="s" /><span>${problems.map((one) => one.message).join(" ")}</span></p>` : null}
    ${chips.length > 0 ? html`<div class="cases__chips" role="group" aria-label=${t("listing.applied")} ref=${group}>
    ${chips.map((chip, at) => html`<span key=${chip.id} class="filter-chip" data-testid="filter-chip" data-filter=${chip.id}><span class="filter-chip__key">${chip.label}</span><span class="filter-chip__value">${chip.value}</span><button type="button" class="filter-chip__remove" aria-label=${t("listing.removeFilter", { name: chip.label })} onClick=${() => remove(chip.keys, at)}><${Icon} name="close" size="xs" /></button></span>`)}
    ${chips.length > 1 ? html`<button type="button" class="button button--ghost button--s" data-testid="clear-filters" onClick=${() => { asked.setKeys({}); /** @type {HTMLElement | null} */ (document.querySelector('[data-testid="open-filters"]'))?.focus(); }}>${t("listing.clear")}</button>` : null}</div>` : null}`;
}
