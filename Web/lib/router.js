/** The address: `/` is the workspace, `/cases/48213` a case in it. */

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

/** @param {(number: number | null, pane: string | null) => void} run */
export function onAddress(run) {
  addEventListener("popstate", () => run(numberOf(location.pathname), history.state?.pane ?? null));
}
