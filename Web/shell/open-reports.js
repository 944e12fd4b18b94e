import { dispatch, getState } from "../desk.js";
import { goReport } from "../lib/router.js";

/** The reports as they were left. */
export function openReports() {
  goReport("transfers", getState().screen.reportSearch);
  dispatch({ type: "report", report: "transfers", search: getState().screen.reportSearch });
}
