import { openCase } from "../cases/open-case.js";
import { dispatch } from "../desk.js";
import { numberOf, reportOf } from "../lib/router.js";

/** Shows what the address says, after a step back or forward. */
export function followAddress() {
  if (showReport()) return;
  const number = numberOf(location.pathname);
  openCase(number, { silent: true, pane: number === null ? "list" : history.state?.pane ?? "conversation" });
}

/** What the address says when the desk starts. */
export function startAt() {
  if (!showReport()) openCase(numberOf(location.pathname), { silent: true });
}

function showReport() {
  const report = reportOf(location.pathname);
  if (report) dispatch({ type: "report", report, search: location.search });
  return report !== null;
}
