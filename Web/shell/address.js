import { openCase } from "../cases/open-case.js";
import { dispatch } from "../desk.js";
import { isListing, numberOf, peopleOf, reportOf } from "../lib/router.js";
import { showPeople } from "./open-people.js";

/** Shows what the address says, after a step back or forward. */
export function followAddress() {
  if (showModule()) return;
  const number = numberOf(location.pathname);
  openCase(number, { silent: true, pane: number === null ? "list" : history.state?.pane ?? "conversation" });
}

/** What the address says when the desk starts. */
export function startAt() {
  if (!showModule()) openCase(numberOf(location.pathname), { silent: true });
}

function showModule() {
  if (isListing(location.pathname)) { dispatch({ type: "listing", search: location.search }); return true; }
  const place = peopleOf(location.pathname);
  if (place !== null) { showPeople(place, location.search); return true; }
  const report = reportOf(location.pathname);
  if (report) dispatch({ type: "report", report, search: location.search });
  return report !== null;
}
