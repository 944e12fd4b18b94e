import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { CaseRow } from "./case-row.js";
import { RowsHead } from "./list-body.js";
import { RowsFoot } from "./rows-foot.js";
import { useRows } from "./use-rows.js";

/** A card and its gap. */
const USUAL = 88;

/** The list as cards: one tab stop, arrows inside. */
export function CardRows() {
  const rows = useRows(USUAL);
  return html`<div class="cases__scroll" ref=${rows.window.scroller} tabindex="-1" data-testid="listing-scroll" ...${rows.hand}><${RowsHead} />
    <ul class="case-rows" aria-label=${t("listing.list")} ref=${rows.window.list} onKeyDown=${rows.onKeyDown} data-testid="case-rows">
      ${rows.shown.map(({ id, at }) => html`<${CaseRow} key=${id} ...${rows.propsOf(id, at)} />`)}</ul>
    <${RowsFoot} /></div>`;
}
