import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { refusal } from "../cases/acts.js";
import { toast } from "../shell/toast.js";
import { Icon } from "../ui/icon.js";
import { Lazy } from "../ui/lazy.js";
import { cancelBulk, undoBulk } from "./bulk-acts.js";
import { isOver, kindOf, part } from "./bulk-reduce.js";
import { loadBulkResults } from "./later.js";
import { listing } from "./store.js";

/**
 * How far an act on many cases is; at its end what came of it, what can be taken back and the file that was made.
 * @param {{run: import("./bulk-reduce.js").Run}} props
 */
export function BulkProgress({ run }) {
  const [results, setResults] = useState(false);
  const place = useRef(/** @type {any} */ (null));
  const over = isOver(run);
  const kind = kindOf(run.action);
  const hundredths = part(run);
  const name = t(`listing.done.${run.undoes ? "undo" : kind}`);
  // Whoever pressed the act's button finds what can be done now.
  useEffect(() => { if (!document.activeElement || document.activeElement === document.body) place.current.querySelector("button, a")?.focus(); }, [over]);
  useEffect(() => { place.current?.querySelector(".bulk-bar__fill")?.style.setProperty("--part", `${hundredths}%`); });
  const close = () => { listing.dispatch({ type: "bulk.seen" }); listing.dispatch({ type: "select.none" }); /** @type {HTMLElement | null} */ (document.querySelector('.cases [data-row][tabindex="0"]'))?.focus(); };
  const act = async (/** @type {() => Promise<any>} */ go) => { const error = await go(); if (error) toast(refusal(error), "alert"); };
  const said = !over ? t("listing.bulk.running", { name, done: run.done + run.failed, total: run.total })
    : run.state === "failed" ? t("listing.bulk.failed", { name, why: run.detail ?? "" })
    : run.state === "cancelled" ? t("listing.bulk.cancelled", { name, done: run.done, total: run.total })
    : run.failed > 0 ? t("listing.bulk.partly", { name, done: run.done, failed: run.failed }) : t("listing.bulk.whole", { name, done: run.done });
  return html`<div class="bulk-bar bulk-bar--progress" role="group" aria-label=${t("listing.bulk.progress")} data-region tabindex="-1" ref=${place} data-testid="bulk-progress" data-state=${run.state} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape" && over) { event.preventDefault(); event.stopPropagation(); close(); } }}>
    <span class="bulk-bar__count" role="status" data-testid="bulk-said">${said}</span>
    ${!over ? html`<span class="bulk-bar__bar" role="progressbar" aria-label=${t("listing.bulk.progress")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${hundredths}><span class="bulk-bar__fill"></span></span><button type="button" class="bulk-bar__action" data-testid="bulk-cancel" onClick=${() => void act(cancelBulk)}>${t("listing.bulk.cancel")}</button>`
      : html`<span class="bulk-bar__divider"></span>
      ${run.file ? html`<a class="bulk-bar__action" href=${run.file} download data-testid="bulk-file"><${Icon} name="download" size="s" />${t("listing.bulk.file")}</a>` : null}
      ${run.total > 0 ? html`<button type="button" class="bulk-bar__action" data-testid="bulk-results" onClick=${() => setResults(true)}>${t(run.failed > 0 ? "listing.bulk.whyNot" : "listing.bulk.results", { count: run.failed })}</button>` : null}
      ${run.undoable && !run.undo ? html`<button type="button" class="bulk-bar__action" data-testid="bulk-undo" onClick=${() => void act(undoBulk)}><${Icon} name="undo" size="s" />${t("listing.undo")}</button>` : null}
      <button type="button" class="bulk-bar__action" aria-label=${t("action.close")} title=${`${t("action.close")}  Esc`} data-testid="bulk-close" onClick=${close}><${Icon} name="close" size="s" /></button>`}</div>
    ${results ? html`<${Lazy} load=${loadBulkResults} failed=${() => { setResults(false); toast(t("error.offlineAct"), "alert"); }} run=${run} leave=${() => setResults(false)} />` : null}`;
}
