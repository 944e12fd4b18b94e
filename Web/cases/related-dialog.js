import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { ApiError, get, serverNow } from "../lib/api.js";
import { exactTime, shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Dialog } from "../ui/dialog.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { leave } from "./act-dialog.js";
import { openCase } from "./open-case.js";
import { mayClose } from "./rights.js";
import { nameOf, stateOf, unitOf } from "./words.js";

/**
 * Other cases of this customer: to go there, or to make one of two.
 * @param {{case: string}} props
 */
export function RelatedDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id] ?? state.cases.attended[id]);
  const { directory, offline, closable } = useDesk((state) => ({ directory: state.directory, offline: state.connection.status === "offline", closable: card ? mayClose(card, state) : false }));
  const [found, setFound] = useState(/** @type {{items: import("../lib/types").RelatedCase[] | null, error: ApiError | null}} */ ({ items: null, error: null }));
  const read = () => {
    setFound({ items: null, error: null });
    get(`/api/v1/cases/${id}/related`).then(({ items }) => setFound({ items, error: null }), (error) => { if (!(error instanceof ApiError)) throw error; setFound({ items: null, error }); });
  };
  useEffect(read, [id]);
  if (!card) return null;
  const { items, error } = found;
  const mergeable = (/** @type {import("../lib/types").Card} */ other) => closable && other.state !== "closed" && other.state !== "bot" && other.sight === "full";
  const groups = /** @type {const} */ (["open", "followUpOf", "followUp", "merged", "earlier"]).map((relation) => ({ relation, rows: (items ?? []).filter((one) => one.relation === relation) })).filter((group) => group.rows.length > 0);
  return html`<${Dialog} title=${t("related.title")} sub=${`${nameOf(card)} · #${card.number}`} class="dialog--wide" testid="related-dialog" onClose=${leave}>
    ${error ? html`<${BlankState} icon="alert" error title=${t("related.failed")} text=${error.status === 0 ? t("error.offlineAct") : error.message}><button type="button" class="button" onClick=${read}>${t("action.retry")}</button></${BlankState}>` : items === null ? html`<${Skeleton} kind="rows" label=${t("related.loading")} />` : groups.length === 0 ? html`<p>${t("related.none")}</p>` : null}
    ${groups.map(({ relation, rows }) => html`<section key=${relation}><h3 class="related-cases__title">${t(`related.${relation}`)}</h3><ul class="related-cases">${rows.map(({ case: one }) => html`<li key=${one.id} class="related-cases__row" data-testid="related-case">
      <${ChannelGlyph} channel=${one.channel} /><span class="related-cases__name">#${one.number} · ${nameOf(one)}</span>
      <span class="related-cases__sub">${stateOf(one).label} · ${directory.campaigns[one.campaign]?.name ?? ""}${one.agent ? ` · ${directory.agents[one.agent]?.name ?? ""}` : ""} · <time datetime=${one.createdAt} title=${exactTime(one.createdAt)}>${shortDate(one.createdAt, serverNow())}</time></span>
      <span class="related-cases__acts">${mergeable(one) ? html`<button type="button" class="button button--s" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} data-testid="merge-into" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "merge", case: id, into: one.id } })}>${t("related.merge")}</button>` : null}
        <button type="button" class="button button--s" onClick=${() => { leave(); openCase(one.number); }}>${t("related.go", { unit: unitOf(one) })}</button></span></li>`)}</ul></section>`)}
  </${Dialog}>`;
}
