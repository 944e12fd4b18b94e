import { html, useEffect, useLayoutEffect, useRef } from "../vendor/preact-htm.js";
import { loadHistory } from "../contacts/history-actions.js";
import { contactsIn } from "../contacts/part.js";
import { customerOf } from "../contacts/reduce.js";
import { dispatch } from "../desk.js";
import { exactTime, shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { StateChip } from "./state-chip.js";
import { unitOf, stateOf } from "./words.js";

/**
 * An earlier case of the customer's, folded to a line: what it was, and a button that shows its messages in the same scroll.
 * @param {{item: {case: string, at: string, count: number, known: boolean, open: boolean}, card: import("../lib/types").Card, now: number}} props
 */
export function EarlierCase({ item, card, now }) {
  const customer = customerOf(card);
  const earlier = useDesk((state) => state.cases.byId[item.case] ?? state.cases.attended[item.case] ?? contactsIn(state).histories[customer]?.items.find((one) => one.id === item.case));
  const line = useRef(/** @type {any} */ (null));
  const stood = useRef(/** @type {number | null} */ (null));
  useEffect(() => { if (!earlier) void loadHistory(card); }, [customer, !earlier]);
  useLayoutEffect(() => {
    // The box grows upward: the line that was pressed stays where it was, and its messages stand under it.
    if (stood.current !== null) line.current.closest(".timeline").scrollTop += line.current.getBoundingClientRect().top - stood.current;
    stood.current = null;
  }, [item.open]);
  const turn = () => {
    stood.current = line.current.getBoundingClientRect().top;
    dispatch({ type: "unfold", case: card.id, earlier: item.case, open: !item.open });
  };
  return html`<div class="timeline__earlier" ref=${line} data-testid="earlier-case" data-case=${item.case}>${earlier ? html`<${ChannelGlyph} channel=${earlier.channel} size="s" />` : html`<${Icon} name="history" size="s" />`}
    <span class="timeline__earlier-text" title=${exactTime(item.at)}>${t("timeline.otherCase", { date: shortDate(earlier?.createdAt ?? item.at, now), unit: unitOf(card), number: earlier?.number ?? "", named: earlier ? "yes" : "no" })}</span>
    ${earlier ? html`<${StateChip} ...${stateOf(earlier)} />` : null}
    <button type="button" class="button button--ghost button--s" aria-expanded=${String(item.open)} onClick=${turn}>${item.open ? t("timeline.fold") : t("timeline.unfold", { count: item.count, known: item.known ? "yes" : "no" })}</button></div>`;
}
