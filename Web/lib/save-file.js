import { ApiError } from "./api.js";

/**
 * What is asked for by its ending; anything else as it comes.
 * @type {Record<string, string>}
 */
const TYPES = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

/**
 * An answer as a file of the person's own. It is made while it is read: one that breaks off is none.
 * @param {string} path
 * @param {string} kind `csv`, `xlsx` or another ending
 * @param {string} name the file's
 * @returns {Promise<ApiError | null>} why there is none
 */
export async function saveFile(path, kind, name) {
  try {
    const answer = await fetch(path, { headers: { Accept: TYPES[kind] ?? "*/*" }, credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return new ApiError(answer.status, await answer.json().catch(() => null));
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(await answer.blob()), download: name });
    link.click();
    // The browser has taken it by the next turn.
    setTimeout(() => URL.revokeObjectURL(link.href), 0);
    return null;
  } catch (error) {
    return new ApiError(0, { code: "network", detail: String(error) });
  }
}
