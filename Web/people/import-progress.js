import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { words } from "../contacts/contact-actions.js";
import { ApiError, get, remove } from "../lib/api.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { openPeople } from "../shell/open-people.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";

/**
 * How far it is and what came of each row; leaving the page stops nothing.
 * @param {{file: import("./import-shape.js").ContactImport, set: (found: import("./import-shape.js").ContactImport) => void}} props
 */
export function ImportProgress({ file, set }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const [busy, setBusy] = useState(false);
  const bar = useRef(/** @type {any} */ (null));
  const part = file.state === "done" || !file.total ? 1 : Math.min(1, file.done / file.total);
  useEffect(() => bar.current?.style.setProperty("--part", String(part)), [part]);
  const figures = new Intl.NumberFormat(currentLanguage());
  const cancel = async () => {
    setBusy(true);
    try { set(await remove(`/api/v1/contact-imports/${file.id}`)); } catch (error) { toast(words(error), "alert"); }
    setBusy(false);
  };
  return html`<div class="import-run" data-testid="import-progress" data-state=${file.state}>
    <p class="import-run__state" role="status"><strong>${t(`people.import.state.${file.state}`)}</strong> ${t("people.import.doneOf", { done: figures.format(file.done), total: figures.format(file.total) })}${file.problem ? ` ${t(`people.import.reason.${file.problem}`)}` : ""}</p>
    <div class="import-run__bar" ref=${bar} role="progressbar" aria-label=${t("people.import.state.running")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(part * 100)}><span></span></div>
    <dl class="import-run__figures">${/** @type {const} */ (["created", "updated", "skipped", "failed"]).map((what) => html`<div key=${what} class=${what === "failed" && file.failed > 0 ? "import-run__bad" : ""}><dt>${t(`people.import.${what}`)}</dt><dd data-testid=${`import-${what}`}>${figures.format(file[what])}</dd></div>`)}</dl>
    ${file.state === "running" ? html`<p class="people__intro">${t("people.import.goesOn")}</p><p class="import-plan__foot"><button type="button" class=${`button ${busy ? "button--busy" : ""}`} disabled=${offline} data-testid="import-cancel" onClick=${() => void cancel()}>${busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("people.import.cancel")}</button></p>`
      : html`<p class="import-plan__foot"><button type="button" class="button" data-testid="import-again" onClick=${() => openPeople("import")}>${t("people.import.another")}</button><button type="button" class="button button--primary" data-testid="import-see" onClick=${() => openPeople("", { search: "?sort=-updated" })}>${t("people.import.see")}</button></p>`}
    ${file.failed > 0 ? html`<${Errors} file=${file} />` : null}</div>`;
}

/** @param {{file: import("./import-shape.js").ContactImport}} props rows that were left out, and why */
function Errors({ file }) {
  const [held, setHeld] = useState(/** @type {{items: any[], next: string | null, failed: boolean}} */ ({ items: [], next: null, failed: false }));
  const read = (/** @type {string | null} */ cursor) => { get(`/api/v1/contact-imports/${file.id}/errors?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`).then(
    (page) => setHeld((now) => ({ items: [...(cursor ? now.items : []), ...page.items], next: page.next, failed: false })),
    (error) => { if (!(error instanceof ApiError)) throw error; setHeld((now) => ({ ...now, failed: true })); }); };
  useEffect(() => read(null), [file.id, file.state]);
  return html`<section class="import-errors"><h2 class="panel__title">${t("people.import.errors")}</h2>
    ${held.failed ? html`<p role="alert">${t("people.import.notRead")} <button type="button" class="button button--s" onClick=${() => read(null)}>${t("action.retry")}</button></p>` : null}
    <div class="import-plan__scroll" tabindex="0" role="region" aria-label=${t("people.import.errors")}><table class="import-table"><thead><tr><th scope="col">${t("people.import.row")}</th><th scope="col">${t("people.import.column")}</th><th scope="col">${t("people.import.value")}</th><th scope="col">${t("people.import.why")}</th></tr></thead>
      <tbody>${held.items.map((one, index) => html`<tr key=${index} data-testid="import-error"><th scope="row">${one.row}</th><td>${one.column ?? "–"}</td><td class="import-table__sample">${one.value ?? ""}</td><td class="import-table__why">${one.message}</td></tr>`)}</tbody></table></div>
    ${held.next ? html`<p class="people__end"><button type="button" class="button" onClick=${() => read(held.next)}><${Icon} name="chevron-down" size="s" />${t("history.more")}</button></p>` : null}</section>`;
}
