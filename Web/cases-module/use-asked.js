import { useEffect } from "../vendor/preact-htm.js";
import { dispatch, getState } from "../desk.js";
import { goListing } from "../lib/router.js";
import { setLook } from "../shell/scope.js";
import { useDesk } from "../ui/use-desk.js";
import { DEFAULT_SORT, askedOf, sameKeys, searchOf } from "./address.js";
import { questionOf, readList } from "./read-list.js";
import { listing, useListing } from "./store.js";
import { defaultView } from "./views.js";

/**
 * What the list asks for: the address says it, with the view that it names for what it leaves open. Every change goes to the address.
 */
export function useAsked() {
  const search = useDesk((state) => state.screen.listing ?? "");
  const { scope, role, layout } = useDesk((state) => ({ scope: state.screen.scope, role: state.me?.role, layout: state.screen.look.layout ?? "cards" }));
  const { views, status } = useListing((state) => ({ views: state.views.items, status: state.views.status }));
  const named = askedOf(search);
  const bare = named.view === null && named.keys === null;
  const view = bare ? defaultView(views, role) : views.find((one) => one.id === named.view) ?? null;
  const keys = named.keys ?? view?.query ?? {};
  const sort = named.sort ?? view?.sort ?? DEFAULT_SORT;
  // A view that isn't here yet may be about to come.
  const known = named.keys !== null || status !== "loading";
  const of = questionOf(keys, sort, scope);
  useEffect(() => { if (known && !isHere(of)) void readList(of); }, [known, of]);
  const go = (/** @type {Partial<import("./address.js").Asked>} */ more, /** @type {boolean} */ replace = false) => change({ view: view?.id ?? null, keys, sort, ...more }, replace);
  return {
    keys, sort, view, layout, known, scope, gone: named.view !== null && status === "ready" && view === null,
    changed: view !== null && (!sameKeys(keys, view.query) || sort !== (view.sort ?? DEFAULT_SORT)),
    /** @param {import("./address.js").Keys} next @param {boolean} [replace] without a step to go back to, as while somebody types */
    setKeys: (next, replace) => go({ keys: next, sort: sort.includes("relevance") && !next.q?.length ? DEFAULT_SORT : sort }, replace),
    /** @param {string} next */
    setSort: (next) => go({ sort: next }),
    /** @param {import("./reduce.js").View | null} next none: all that I may see */
    openView: (next) => { if (next?.layout) setLook({ layout: next.layout }); change({ view: next?.id ?? null, keys: next ? null : {}, sort: null }); },
  };
}

/**
 * Whoever comes back from a case finds the list as it was; what happened meanwhile is asked about.
 * @param {string | null} of
 */
function isHere(of) {
  const { rows } = listing.getState();
  return rows.of === of && rows.status === "ready" && !rows.stale;
}

/** @param {import("./address.js").Asked} asked @param {boolean} [replace] */
function change(asked, replace = false) {
  const search = searchOf(asked);
  if (search === getState().screen.listing) return;
  goListing(search, replace);
  dispatch({ type: "listing", search });
}
