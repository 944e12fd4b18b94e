import { html, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { loadHint, notCome } from "../shell/later.js";
import { Lazy } from "../ui/lazy.js";
import { moveIn } from "../ui/roving.js";
import { Skeleton, useLongEnough } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { useNotedFocus } from "./kept-focus.js";
import { ListEdge } from "./list-edge.js";
import { ListHeader } from "./list-header.js";
import { ListParts } from "./list-parts.js";
import { loadViewHeader, loadViewRows } from "./later.js";
import { closeView } from "./view.js";

/** The first column: my cases in their parts, or the cases that a count opened. */
export function CaseList() {
  const { phase, viewing, compact, empty } = useDesk((state) => ({ phase: state.phase, viewing: state.view !== null, compact: state.screen.look.compact, empty: Object.keys(state.cases.byId).length === 0 }));
  const ref = useRef(/** @type {any} */ (null));
  const loading = useLongEnough(phase === "loading");
  useNotedFocus();
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && viewing) { event.stopPropagation(); closeView(); }
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") moveIn(event, ref.current, "a.case-card, .case-list__fold");
  };
  return html`<section class=${`case-list ${compact ? "case-list--compact" : ""}`} aria-label=${t("list.label")} data-region>
    ${viewing ? html`<${Lazy} load=${loadViewHeader} failed=${closeView} />` : html`<${ListHeader} />`}
    <div class="case-list__scroll" ref=${ref} onKeyDown=${onKeyDown} tabindex=${empty ? 0 : -1}>
      ${loading ? html`<${Skeleton} kind="cards" label=${t("list.loading")} />` : viewing ? html`<${Lazy} load=${loadViewRows} failed=${closeView} />` : html`<${ListParts} list=${ref} />`}
    </div>
    ${loading ? null : html`<${Lazy} load=${loadHint} failed=${notCome} />`}
    ${phase === "loading" ? null : html`<${ListEdge} />`}
  </section>`;
}
