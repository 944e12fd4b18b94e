import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { ApiError, call } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";

/** Between the last change of the plan and the question. */
const PAUSE = 400;
/** @type {Record<string, string>} */
const ICONS = { created: "plus", updated: "edit", skipped: "minus", failed: "alert" };

/**
 * What the file's first rows would become by this plan: nothing is written by it.
 * @param {{id: string, plan: object | null}} props null while the plan itself is wrong
 */
export function ImportPreview({ id, plan }) {
  const [items, setItems] = useState(/** @type {{row: number, outcome: string, errors: {column: string | null, message: string}[]}[]} */ ([]));
  const asked = plan ? JSON.stringify(plan) : "";
  useEffect(() => {
    if (!asked) { setItems([]); return undefined; }
    const cut = new AbortController();
    const timer = setTimeout(() => {
      call("PUT", `/api/v1/contact-imports/${id}/mapping?preview=true`, JSON.parse(asked), { signal: cut.signal, aside: true }).then(
        (found) => { if (!cut.signal.aborted) setItems(found.items); },
        // What is wrong with the plan is said where it is sent.
        (error) => { if (cut.signal.aborted) return; if (!(error instanceof ApiError)) throw error; setItems([]); });
    }, PAUSE);
    return () => { clearTimeout(timer); cut.abort(); };
  }, [id, asked]);
  if (items.length === 0) return null;
  return html`<section class="import-preview" aria-label=${t("people.import.preview")}><h2 class="panel__title">${t("people.import.preview")}</h2><ul class="import-preview__rows" data-testid="import-preview">
    ${items.map((one) => html`<li key=${one.row} class=${`import-preview__row import-preview__row--${one.outcome}`}><${Icon} name=${ICONS[one.outcome]} size="xs" /><span>${t("people.import.rowNumber", { row: one.row })}</span> <strong>${t(`people.import.becomes.${one.outcome}`)}</strong> <span>${one.errors.map((fault) => fault.message).join(" ")}</span></li>`)}</ul></section>`;
}
