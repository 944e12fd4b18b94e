/** The address: `/` is the workspace, `/cases/48213` a case in it, `/cases?state=open` the list of all cases, `/reports/transfers` a report, `/contacts` the contacts. */

/** @param {string} path @returns {number | null} */
export function numberOf(path) {
  const found = /^\/cases\/(\d+)\/?$/.exec(path);
  return found ? Number(found[1]) : null;
}

/** @param {number | null} number @param {{pane?: string, replace?: boolean}} options */
export function go(number, { pane, replace = false } = {}) {
  const path = number === null ? "/" : `/cases/${number}`;
  const same = location.pathname === path && (history.state?.pane ?? null) === (pane ?? null);
  if (same) return;
  history[replace ? "replaceState" : "pushState"]({ pane: pane ?? null }, "", path);
}

/** @param {string} path @returns {string | null} the report's name; the first one where it names none */
export function reportOf(path) {
  const found = /^\/reports(?:\/([a-z]+))?\/?$/.exec(path);
  return found ? found[1] ?? "transfers" : null;
}

/** @param {string} report @param {string} [search] */
export function goReport(report, search = "") {
  if (location.pathname + location.search !== `/reports/${report}${search}`) history.pushState({ pane: null }, "", `/reports/${report}${search}`);
}

/** @param {string} path */
export const isListing = (path) => /^\/cases\/?$/.test(path);

/** @param {string} search @param {boolean} [replace] */
export function goListing(search, replace = false) {
  if (location.pathname + location.search !== `/cases${search}`) history[replace ? "replaceState" : "pushState"]({ pane: null }, "", `/cases${search}`);
}

/** @param {() => void} run */
export const onAddress = (run) => addEventListener("popstate", run);

/** @param {string} path @returns {string | null} what of the contacts it names: nothing for the list */
export function peopleOf(path) {
  const found = /^\/contacts(?:\/([\w/-]*?))?\/?$/.exec(path);
  return found ? found[1] ?? "" : null;
}

/** @param {string} place @param {string} search @param {boolean} replace */
export function goPeople(place, search, replace) {
  const path = `/contacts${place ? `/${place}` : ""}${search}`;
  if (location.pathname + location.search !== path) history[replace ? "replaceState" : "pushState"]({ pane: null }, "", path);
}
