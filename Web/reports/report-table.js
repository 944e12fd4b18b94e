import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { moveIn } from "../ui/roving.js";

/**
 * What a report shows of its rows: figures `[label, value, note]`, columns `[heading, cell, isNumber]` after the case's own, and one row's detail.
 * @typedef {{
 *   icon: string, outcomes?: boolean, title: () => string, none: () => string, figures: (totals: any) => [string, string, string][],
 *   columns: () => [string, (row: any) => any, boolean?][], summary: (row: any) => string[], Detail: (props: {row: any}) => any,
 * }} ReportKind
 */

/**
 * @param {{kind: ReportKind, rows: any[], opened: string | null, open: (id: string) => void}} props
 */
export function ReportTable({ kind, rows, opened, open }) {
  const columns = kind.columns();
  const current = rows.some((row) => row.case.id === opened) ? opened : rows[0]?.case.id;
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => { moveIn(event, /** @type {HTMLElement} */ (event.currentTarget), "[data-row]"); };
  return html`<table class="data-table" onKeyDown=${onKeyDown}>
    <thead><tr><th scope="col">${t("reports.case")}</th><th scope="col">${t("reports.customer")}</th>${columns.map(([heading, , number]) => html`<th key=${heading} scope="col" class=${number ? "data-table__number" : ""}>${heading}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.case.id} class=${row.case.id === opened ? "data-table__row--open" : ""} data-testid="report-row">
      <td><span class="data-table__cell"><${ChannelGlyph} channel=${row.case.channel} size="s" /><button type="button" class="data-table__link button--link" data-row=${row.case.id} tabindex=${row.case.id === current ? 0 : -1} aria-expanded=${String(row.case.id === opened)} onClick=${() => open(row.case.id)}>#${row.case.number}</button></span></td>
      <td class="data-table__clip" title=${customerOf(row.case)}>${customerOf(row.case)}</td>
      ${columns.map(([heading, cell, number]) => html`<td key=${heading} class=${number ? "data-table__number" : ""}>${cell(row)}</td>`)}</tr>`)}</tbody></table>`;
}

/** @param {{customer: {name: string | null, point: string}}} item */
export const customerOf = (item) => item.customer.name || item.customer.point;
