import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Lazy } from "../ui/lazy.js";
import { moveIn } from "../ui/roving.js";
import { useDesk } from "../ui/use-desk.js";
import { loadViewDialog } from "./later.js";
import { useListing } from "./store.js";
import { toast } from "../shell/toast.js";
import { saveView } from "./views.js";

/** @typedef {import("./reduce.js").View} View */

/**
 * The views: mine and those that are shared, with how many cases each has now; one that was changed offers to be saved.
 * @param {{asked: ReturnType<typeof import("./use-asked.js").useAsked>}} props
 */
export function ViewNav({ asked }) {
  const views = useListing((state) => state.views);
  const { me, administers } = useDesk((state) => ({ me: state.me?.id, administers: state.me?.role === "administrator" }));
  const [dialog, setDialog] = useState(/** @type {View | null} */ (null));
  const mine = views.items.filter((view) => !view.builtIn && view.owner === me);
  const shared = views.items.filter((view) => !view.builtIn && view.owner !== me);
  const builtIn = views.items.filter((view) => view.builtIn);
  const current = asked.view;
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => { moveIn(event, /** @type {HTMLElement} */ (event.currentTarget), ".page-nav__link"); };
  const fresh = () => setDialog({ id: uuidv7(), name: "", query: asked.keys, sort: asked.sort, layout: asked.layout, sharedWith: [], pinned: true, defaultFor: [], owner: null, builtIn: false, problems: [] });
  const changed = () => current && saveView({ ...bodyOf(current), query: asked.keys, sort: asked.sort, layout: asked.layout }).then((error) => {
    if (error) toast(error.status === 0 ? t("error.offlineAct") : error.message, "alert"); else { toast(t("listing.view.saved", { name: current.name }), "check"); asked.openView(current); }
  });
  const mayEdit = (/** @type {View} */ view) => !view.builtIn && (view.owner === me || administers);
  const own = current !== null && mayEdit(current);
  const group = (/** @type {string} */ title, /** @type {View[]} */ items) => (items.length === 0 ? null : html`<section><h2 class="page-nav__title">${title}</h2>${items.map((view) => html`<${ViewLink} key=${view.id} view=${view} asked=${asked} count=${views.counts[view.id]} reachable=${view.id === (current?.id ?? views.items[0]?.id)} edit=${mayEdit(view) ? () => setDialog(view) : null} />`)}</section>`);
  return html`<nav class="page-nav saved-views" aria-label=${t("listing.views")} data-region tabindex="-1" data-testid="view-nav" onKeyDown=${onKeyDown}>
    <section><a class="page-nav__link" href="/cases?all=true" tabindex=${current ? -1 : 0} aria-current=${current ? undefined : "page"} data-testid="view-all" onClick=${(/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); asked.openView(null); }}><${Icon} name="cases" size="s" /><span class="page-nav__label">${t("listing.all")}</span></a></section>
    ${group(t("listing.views.mine"), mine)}${group(t("listing.views.shared"), shared)}${group(t("listing.views.ready"), builtIn)}
    ${views.status === "error" ? html`<p class="saved-views__failed" role="alert">${t("listing.views.failed")}</p>` : null}
    ${asked.changed && current ? html`<div class="saved-views__unsaved" data-testid="view-changed"><span class="saved-views__unsaved-text">${t("listing.view.changed")} <strong>${current.name}</strong></span>
      <span class="saved-views__unsaved-actions">${own ? html`<button type="button" class="button button--s" data-testid="view-save" onClick=${changed}>${t("action.save")}</button>` : null}<button type="button" class="button button--ghost button--s" data-testid="view-save-as" onClick=${fresh}>${t("listing.view.asNew")}</button></span></div>`
      : !current ? html`<div class="saved-views__foot"><button type="button" class="button button--s" data-testid="view-save-as" onClick=${fresh}><${Icon} name="bookmark" size="s" />${t("listing.view.save")}</button></div>` : null}</nav>
    ${dialog ? html`<${Lazy} key=${dialog.id} load=${loadViewDialog} failed=${() => { setDialog(null); toast(t("error.offlineAct"), "alert"); }} view=${dialog} known=${views.items.some((one) => one.id === dialog.id)} leave=${(/** @type {View | null} */ saved) => { setDialog(null); if (saved) asked.openView(saved); }} removed=${() => { setDialog(null); asked.openView(null); }} />` : null}`;
}

/**
 * Its glyph tells what it filters by.
 * @param {View} view
 */
const iconOf = ({ query, builtIn, sort }) => (!builtIn ? "bookmark" : query.followUp ? "followup" : query.mark?.includes("orphaned") ? "orphan" : query.mark ? "transfer" : query.slaAgeMin || sort === "sla" ? "sla" : query.assignee?.includes("none") ? "queued" : query.state?.includes("closed") ? "closed" : "open");

/** @param {{view: View, asked: ReturnType<typeof import("./use-asked.js").useAsked>, count: import("./rows.js").Count | undefined, reachable: boolean, edit: (() => void) | null}} props */
function ViewLink({ view, asked, count, reachable, edit }) {
  const current = asked.view?.id === view.id;
  return html`<span class="saved-views__item"><a class="page-nav__link" href=${`/cases?view=${view.id}`} tabindex=${reachable ? 0 : -1} aria-current=${current ? "page" : undefined} data-testid="view-link" data-view=${view.id}
    onClick=${(/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); asked.openView(view); }}><${Icon} name=${iconOf(view)} size="s" /><span class="page-nav__label" title=${view.name}>${view.name}</span>${view.problems.length > 0 ? html`<${Icon} name="alert" size="xs" /><span class="visually-hidden">${t("listing.view.broken")}</span>` : null}${count ? html`<span class="page-nav__count" data-testid="view-count">${t(count.exact ? "listing.number" : "listing.numberMore", { count: count.count })}</span>` : null}</a>
    ${edit && current ? html`<${IconButton} icon="edit" size="s" label=${t("listing.view.edit", { name: view.name })} class="saved-views__edit" data-testid="view-edit" onClick=${edit} />` : null}</span>`;
}

/** @param {View} view */
const bodyOf = ({ id, name, query, sort, layout, sharedWith, pinned, defaultFor }) => ({ id, name, query, sort, layout: layout ?? "cards", sharedWith, pinned, defaultFor });
