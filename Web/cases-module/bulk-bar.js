import { html, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { refusal } from "../cases/acts.js";
import { Icon } from "../ui/icon.js";
import { Lazy } from "../ui/lazy.js";
import { Menu } from "../ui/menu.js";
import { moveIn } from "../ui/roving.js";
import { useDesk } from "../ui/use-desk.js";
import { BulkProgress } from "./bulk-progress.js";
import { startBulk } from "./bulk-acts.js";
import { loadBulkDialog } from "./later.js";
import { listing, useListing } from "./store.js";

/**
 * What stands in the bar, and what behind its last button.
 * @type {[kind: string, icon: string][]}
 */
const FIRST = [["assign", "user"], ["transfer", "transfer"], ["priority", "prio-high"], ["tags", "tag"], ["close", "closed"]];
/** @type {[kind: string, icon: string][]} */
const MORE = [["type", "field-list"], ["followUp", "followup"]];

/** With the first selected case: what can be done with all of them; then how far it is and what came of it. */
export function BulkBar() {
  const { count, all, total, shown } = useListing((state) => ({ count: state.selection.all ? state.rows.count?.count ?? state.rows.ids.length : state.selection.ids.length, all: state.selection.all, total: state.rows.count, shown: state.rows.ids.length }));
  const run = useListing((state) => state.bulk.run);
  const offline = useDesk((state) => state.connection.status === "offline");
  const [asking, setAsking] = useState(/** @type {string | null} */ (null));
  const bar = useRef(/** @type {any} */ (null));
  if (run) return html`<${BulkProgress} run=${run} />`;
  if (count === 0) return null;
  const clear = () => { listing.dispatch({ type: "select.none" }); /** @type {HTMLElement | null} */ (document.querySelector('.cases [data-row][tabindex="0"]'))?.focus(); };
  const at = async (/** @type {Record<string, any>} */ action) => { const error = await startBulk(action); if (error) toast(refusal(error), "alert"); };
  const more = !all && total !== null && (total.count > count || !total.exact) && count >= Math.min(shown, 2);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); clear(); } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") moveIn(event, bar.current, ":scope > button"); };
  const act = (/** @type {string[]} */ [kind = "", icon = ""]) => html`<button key=${kind} type="button" class="bulk-bar__action" disabled=${offline} title=${offline ? t("error.offlineAct") : t(`listing.bulk.${kind}`)} data-testid=${`bulk-${kind}`} onClick=${() => setAsking(kind)}><${Icon} name=${icon} size="s" /><span class="bulk-bar__label">${t(`listing.bulk.${kind}`)}</span></button>`;
  const item = (/** @type {string} */ kind, /** @type {string} */ icon, /** @type {() => void} */ go) => html`<button key=${kind} type="button" class="menu__item" role="menuitem" tabindex="-1" disabled=${offline} data-testid=${`bulk-${kind}`} onClick=${go}><${Icon} name=${icon} size="s" />${t(`listing.bulk.${kind}`)}</button>`;
  return html`<div class="bulk-bar" role="toolbar" aria-label=${t("listing.bulk.label", { count })} data-region tabindex="-1" ref=${bar} data-testid="bulk-bar" onKeyDown=${onKeyDown}>
    <span class="bulk-bar__count" role="status" data-testid="bulk-count">${all ? t(total?.exact === false ? "listing.bulk.allMore" : "listing.bulk.all", { count }) : t("listing.bulk.count", { count })}</span>
    ${more ? html`<button type="button" class="bulk-bar__all" data-testid="select-all" onClick=${() => { listing.dispatch({ type: "select.all" }); /** @type {HTMLElement | null} */ (bar.current.querySelector(".bulk-bar__action"))?.focus(); }}>${t(total?.exact ? "listing.bulk.selectAll" : "listing.bulk.selectAllMore", { count: total?.count ?? 0 })}</button>` : null}
    <span class="bulk-bar__divider"></span>${FIRST.map(act)}
    <button type="button" class="bulk-bar__action" aria-label=${t("listing.bulk.more")} title=${t("listing.bulk.more")} aria-haspopup="menu" popovertarget="menu-bulk" data-testid="bulk-more"><${Icon} name="more" size="s" /></button>
    <span class="bulk-bar__divider"></span><button type="button" class="bulk-bar__action" aria-label=${t("listing.bulk.clear")} title=${`${t("listing.bulk.clear")}  Esc`} data-testid="bulk-clear" onClick=${clear}><${Icon} name="close" size="s" /></button>
    <${Menu} id="menu-bulk" side="above" label=${t("listing.bulk.more")}>
      ${item("unassign", "queued", () => void at({ unassign: true }))}
      ${MORE.map(([kind, icon]) => item(kind, icon, () => setAsking(kind)))}
      ${item("flag", "flag", () => void at({ flag: true }))}${item("unflag", "flag", () => void at({ flag: false }))}
      ${item("read", "check", () => void at({ read: true }))}
      <hr class="menu__line" role="presentation" />
      ${item("csv", "download", () => void at({ export: "csv" }))}${item("xlsx", "download", () => void at({ export: "xlsx" }))}
    </${Menu}></div>
    ${asking ? html`<${Lazy} key=${asking} load=${loadBulkDialog} failed=${() => { setAsking(null); toast(t("error.offlineAct"), "alert"); }} kind=${asking} count=${count} orMore=${all && total?.exact === false} leave=${() => setAsking(null)} />` : null}`;
}
