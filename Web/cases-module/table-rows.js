import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { PageBox } from "./list-body.js";
import { RowsFoot } from "./rows-foot.js";
import { COLUMN_SORTS, pressed } from "./sorts.js";
import { useListing } from "./store.js";
import { TableRow } from "./table-row.js";
import { useRows } from "./use-rows.js";

const USUAL = 36;
/** @type {[name: string, sort: string | null][]} */
const COLUMNS = [["number", null], ["state", null], ["customer", "customer"], ["last", "last"], ["outcome", null], ["agent", null], ["priority", "priority"], ["due", "due"], ["created", "created"]];

/**
 * The list as a dense table: the same rows and keys; a head sorts.
 * @param {{asked: ReturnType<typeof import("./use-asked.js").useAsked>}} props
 */
export function TableRows({ asked }) {
  const rows = useRows(USUAL);
  const { ids, selection } = useListing((state) => ({ ids: state.rows.ids, selection: state.selection }));
  const head = (/** @type {[name: string, sort: string | null]} */ [name, sort]) => {
    const own = sort ? (COLUMN_SORTS[sort] ?? "").replace(/^-/, "") : null;
    const on = own !== null && asked.sort.replace(/^-/, "") === own;
    const down = asked.sort.startsWith("-");
    return html`<th key=${name} scope="col" aria-sort=${on ? (down ? "descending" : "ascending") : undefined}>${sort ? html`<button type="button" class="data-table__sort" data-testid=${`sort-${name}`} onClick=${() => asked.setSort(pressed(sort, asked.sort))}>${t(`listing.column.${name}`)}${on ? html` <${Icon} name=${down ? "chevron-down" : "chevron-up"} size="xs" />` : null}</button>` : t(`listing.column.${name}`)}</th>`;
  };
  return html`<div class="cases__scroll cases__scroll--table" ref=${rows.window.scroller} tabindex="-1" data-testid="listing-scroll" ...${rows.hand}>
    <table class="data-table cases__table" aria-label=${t("listing.list")} aria-rowcount=${rows.size < 0 ? -1 : rows.size + 1}><thead><tr aria-rowindex="1"><th scope="col"><${PageBox} ids=${ids} selection=${selection} /></th>${COLUMNS.map(head)}</tr></thead>
      <tbody ref=${rows.window.list} onKeyDown=${rows.onKeyDown} data-testid="case-rows">${rows.shown.map(({ id, at }) => html`<${TableRow} key=${id} ...${rows.propsOf(id, at)} />`)}</tbody></table>
    <${RowsFoot} /></div>`;
}
