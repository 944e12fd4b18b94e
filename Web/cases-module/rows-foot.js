import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { readAgain } from "./read-list.js";
import { useListing } from "./store.js";

/** More is on its way, or did not come. */
export function RowsFoot() {
  const { more, error } = useListing((state) => ({ more: state.rows.more, error: state.rows.moreError }));
  if (error) return html`<p class="cases__more" role="alert">${error.status === 0 ? t("error.offlineAct") : error.message} <button type="button" class="button button--s" onClick=${readAgain}>${t("action.retry")}</button></p>`;
  return more ? html`<p class="cases__more"><span class="button__spinner" aria-hidden="true"></span>${t("listing.more")}</p>` : null;
}
