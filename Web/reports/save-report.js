import { saveFile } from "../lib/save-file.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";

/**
 * All rows of a report as a file.
 * @param {string} name
 * @param {string} query
 * @param {"csv" | "xlsx"} kind
 * @param {string} file its name without the ending
 */
export async function saveReport(name, query, kind, file) {
  const error = await saveFile(`/api/v1/reports/${name}?${query}`, kind, `${file}.${kind}`);
  if (error) toast(error.status === 0 ? t("reports.notSaved") : error.message, "alert");
}
