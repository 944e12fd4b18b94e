import { ApiError } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";

const TYPES = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

/**
 * All rows of a report as a file. It is made while it is read: one that breaks off is none.
 * @param {string} name
 * @param {string} query
 * @param {"csv" | "xlsx"} kind
 * @param {string} file its name without the ending
 */
export async function saveReport(name, query, kind, file) {
  try {
    const answer = await fetch(`/api/v1/reports/${name}?${query}`, { headers: { Accept: TYPES[kind] }, credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new ApiError(answer.status, await answer.json().catch(() => null));
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(await answer.blob()), download: `${file}.${kind}` });
    link.click();
    // The browser has taken it by the next turn.
    setTimeout(() => URL.revokeObjectURL(link.href), 0);
  } catch (error) {
    toast(error instanceof ApiError ? error.message : t("reports.notSaved"), "alert");
  }
}
