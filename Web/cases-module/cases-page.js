import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { setLook } from "../shell/scope.js";
import { Lazy } from "../ui/lazy.js";
import { useDesk } from "../ui/use-desk.js";
import { BulkBar } from "./bulk-bar.js";
import { FilterChips } from "./filter-chips.js";
import { FilterWindow } from "./filter-window.js";
import { ListBody } from "./list-body.js";
import { showLive } from "./live-rows.js";
import { loadTranscript } from "./later.js";
import { PageHead } from "./page-head.js";
import { usePageKeys } from "./page-keys.js";
import { loadLabels } from "./read-choices.js";
import { listing, useListing } from "./store.js";
import { useAsked } from "./use-asked.js";
import { useWide } from "./use-wide.js";
import { ViewNav } from "./view-nav.js";

/** The cases module: views, the list as cards or as a table, filters, acts on many, and one case's conversation beside it. */
export function CasesPage() {
  const asked = useAsked();
  const wide = useWide();
  const docked = useDesk((state) => state.screen.look.filters ?? false);
  // What lies over the list is open for this look at it only.
  const [over, setOver] = useState(false);
  const open = wide ? docked : over;
  const preview = useListing((state) => state.preview);
  const card = useListing((state) => (state.preview ? state.rows.byId[state.preview] ?? null : null));
  const filterButton = useRef(/** @type {any} */ (null));
  useEffect(() => { showLive(true); void loadLabels(); return () => showLive(false); }, []);
  const showFilters = (/** @type {boolean} */ on) => { listing.dispatch({ type: "preview", id: null }); if (wide) setLook({ filters: on }); else setOver(on); if (!on) filterButton.current?.focus(); };
  usePageKeys({ filters: () => showFilters(!open) });
  const side = preview && card ? "transcript" : open ? "filters" : "";
  return html`<div class=${`cases ${side ? "cases--side" : ""}`} data-testid="cases-module">
    <${ViewNav} asked=${asked} />
    <section class="page" aria-label=${t("listing.list")} data-region tabindex="-1">
      <${PageHead} asked=${asked} filters=${open && !preview} showFilters=${showFilters} filterButton=${filterButton} />
      <${FilterChips} asked=${asked} />
      <${ListBody} asked=${asked} />
      <${BulkBar} />
    </section>
    ${side === "transcript" ? html`<${Lazy} load=${loadTranscript} failed=${() => listing.dispatch({ type: "preview", id: null })} card=${card} />` : side === "filters" ? html`<${FilterWindow} asked=${asked} close=${() => showFilters(false)} />` : null}
  </div>`;
}
