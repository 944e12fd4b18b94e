import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { openCase } from "../cases/open-case.js";
import { ApiError, get } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";

/**
 * Case by case: what was done, and why not where it was not; the refused first.
 * @param {{run: import("./bulk-reduce.js").Run, leave: () => void}} props
 */
export function BulkResults({ run, leave }) {
  const [state, setState] = useState(run.failed > 0 ? "failed" : "");
  const [held, setHeld] = useState(/** @type {{of: string, items: any[], next: string | null, loading: boolean, error: ApiError | null}} */ ({ of: "", items: [], next: null, loading: true, error: null }));
  const read = (/** @type {string | null} */ cursor) => {
    setHeld((now) => ({ ...now, of: state, items: cursor ? now.items : [], loading: true, error: null }));
    get(`/api/v1/bulk/${run.id}/results?limit=100${state ? `&state=${state}` : ""}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`).then(
      ({ items, next }) => setHeld((now) => (now.of === state ? { ...now, items: cursor ? [...now.items, ...items] : items, next, loading: false } : now)),
      (error) => { if (!(error instanceof ApiError)) throw error; setHeld((now) => ({ ...now, loading: false, error })); });
  };
  useEffect(() => read(null), [state]);
  const go = (/** @type {any} */ event, /** @type {number} */ number) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); leave(); openCase(number); };
  const choice = (/** @type {string} */ value) => html`<label key=${value} class="choice"><input class="choice__input" type="radio" name="bulk-state" checked=${state === value} data-testid=${`results-${value || "all"}`} onChange=${() => setState(value)} /><${Icon} name="check" size="xs" class="choice__mark" />${t(`listing.results.${value || "all"}`)}</label>`;
  return html`<${Dialog} title=${t("listing.results.title")} class="dialog--wide" testid="bulk-results-dialog" onClose=${leave} foot=${html`<button type="button" class="button button--primary" onClick=${leave}>${t("action.close")}</button>`}>
    <fieldset class="field"><legend class="visually-hidden">${t("listing.results.which")}</legend><div class="choice-group">${choice("")}${choice("failed")}${choice("done")}</div></fieldset>
    ${held.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${held.error.status === 0 ? t("error.offlineAct") : held.error.message}</span></p>` : null}
    ${held.loading && held.items.length === 0 ? html`<${Skeleton} kind="rows" label=${t("listing.loading")} />` : held.items.length === 0 ? html`<p>${t("listing.results.none")}</p>`
      : html`<table class="data-table bulk-results"><thead><tr><th scope="col">${t("listing.column.number")}</th><th scope="col">${t("listing.results.came")}</th></tr></thead><tbody>${held.items.map((one) => html`<tr key=${one.case} data-testid="bulk-result" data-state=${one.state}><td><a class="data-table__link" href=${`/cases/${one.number}`} onClick=${(/** @type {any} */ event) => go(event, one.number)}>#${one.number}</a></td><td class="bulk-results__why">${one.detail || t(`listing.results.${one.state}`)}</td></tr>`)}</tbody></table>`}
    ${held.next ? html`<button type="button" class="button button--ghost button--block" disabled=${held.loading} onClick=${() => read(held.next)}>${t("listing.results.more")}</button>` : null}</${Dialog}>`;
}
