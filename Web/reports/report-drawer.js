import { html, useEffect, useRef } from "../vendor/preact-htm.js";
import { openCase } from "../cases/open-case.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { customerOf } from "./report-table.js";

/**
 * One row's detail beside the table, which stays usable.
 * @param {{kind: import("./report-table.js").ReportKind, row: any, before: any, after: any, open: (id: string) => void, close: () => void}} props
 */
export function ReportDrawer({ kind, row, before, after, open, close }) {
  const title = useRef(/** @type {any} */ (null));
  useEffect(() => title.current?.focus(), []);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const step = event.key === "Escape" ? close : event.key.toLowerCase() === "j" && after ? () => open(after.case.id) : event.key.toLowerCase() === "k" && before ? () => open(before.case.id) : null;
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  return html`<aside class="drawer" aria-labelledby="drawer-title" data-region data-testid="report-drawer" tabindex="-1" onKeyDown=${onKeyDown}>
    <header class="drawer__head"><div class="drawer__titles"><h2 class="drawer__title" id="drawer-title" tabindex="-1" ref=${title}>${customerOf(row.case)}</h2>
        <p class="drawer__sub"><span>#${row.case.number}</span>${kind.summary(row).map((part) => html`<span key=${part}>${part}</span>`)}</p></div>
      <${IconButton} icon="chevron-up" label=${t("reports.previous")} shortcut="K" disabled=${!before} onClick=${() => open(before.case.id)} />
      <${IconButton} icon="chevron-down" label=${t("reports.next")} shortcut="J" disabled=${!after} onClick=${() => open(after.case.id)} />
      <${IconButton} icon="close" label=${t("reports.close")} shortcut="Esc" data-testid="drawer-close" onClick=${close} /></header>
    <div class="drawer__body"><${kind.Detail} row=${row} /></div>
    <footer class="drawer__foot"><a class="button" href=${`/cases/${row.case.number}`} data-testid="go-to-case" onClick=${(/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); openCase(row.case.number); }}>${t("reports.goTo")} <${Icon} name="arrow-right" size="s" /></a></footer>
  </aside>`;
}
