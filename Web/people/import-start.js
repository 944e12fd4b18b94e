import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { words } from "../contacts/contact-actions.js";
import { ApiError, get, put } from "../lib/api.js";
import { exactTime, fileSize } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";
import { openPeople } from "../shell/open-people.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";

/** Larger ones are refused before they are sent. */
const MOST = 50 * 1024 * 1024;
/** @type {Record<string, string>} */
const ICONS = { ready: "table", running: "clock", done: "check", cancelled: "close", failed: "alert" };
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The file is chosen or dropped; what the last ones became is a link away. */
export function ImportStart() {
  const offline = useDesk((state) => state.connection.status === "offline");
  const [state, setState] = useState({ busy: "", error: "", over: false });
  const chooser = useRef(/** @type {any} */ (null));
  const mounted = useRef(true);
  useEffect(() => () => { mounted.current = false; }, []);
  const send = async (/** @type {File | undefined} */ file) => {
    if (!file || state.busy || offline) return;
    const ending = file.name.split(".").pop()?.toLowerCase() ?? "";
    if (ending !== "csv" && ending !== "xlsx" && ending !== "txt") { setState({ busy: "", over: false, error: t("people.import.wrongKind", { name: file.name }) }); return; }
    if (file.size > MOST) { setState({ busy: "", over: false, error: t("people.import.tooLarge", { size: fileSize(file.size), most: fileSize(MOST) }) }); return; }
    const id = uuidv7();
    setState({ busy: file.name, error: "", over: false });
    try {
      await put(`/api/v1/contact-imports/${id}`, new Blob([file]), { headers: { "Content-Type": ending === "xlsx" ? XLSX : "text/csv", "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name.slice(-200))}` } });
      if (mounted.current) openPeople(`import/${id}`);
    } catch (error) { const text = words(error); if (mounted.current) setState({ busy: "", error: text, over: false }); }
  };
  return html`<div class="import-drop ${state.over ? "import-drop--over" : ""}" data-testid="import-drop" onDragOver=${(/** @type {DragEvent} */ event) => { event.preventDefault(); if (!state.over) setState({ ...state, over: true }); }} onDragLeave=${() => setState({ ...state, over: false })}
      onDrop=${(/** @type {DragEvent} */ event) => { event.preventDefault(); void send(event.dataTransfer?.files[0]); }}>
      <span class="blank-state__art"><${Icon} name="table" size="xl" /></span><p class="import-drop__title">${t("people.import.drop")}</p><p class="import-drop__text">${t("people.import.kinds")}</p>
      <button type="button" class=${`button button--primary ${state.busy ? "button--busy" : ""}`} disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} data-testid="import-choose" onClick=${() => chooser.current?.click()}>${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>${t("people.import.sending", { name: state.busy })}` : t("people.import.choose")}</button>
      <input type="file" hidden ref=${chooser} accept=".csv,.txt,.xlsx,text/csv,${XLSX}" data-testid="import-file" onChange=${(/** @type {any} */ event) => { const [file] = event.currentTarget.files; event.currentTarget.value = ""; void send(file); }} />
      ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}</div>
    <${Recent} />`;
}

/** Mine, the newest first: what runs and what was left is taken up again. */
function Recent() {
  const [items, setItems] = useState(/** @type {import("./import-shape.js").ContactImport[]} */ ([]));
  useEffect(() => {
    let late = false;
    // Without an answer there is only a new one to begin.
    get("/api/v1/contact-imports").then((found) => { if (!late) setItems(found.items.slice(0, 10)); }, (error) => { if (!(error instanceof ApiError)) throw error; });
    return () => { late = true; };
  }, []);
  if (items.length === 0) return null;
  const go = (/** @type {string} */ id) => (/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); openPeople(`import/${id}`); };
  return html`<section class="import-recent"><h2 class="panel__title">${t("people.import.recent")}</h2><ul class="import-recent__list">${items.map((one) => html`<li key=${one.id}><a class="import-recent__one" href=${`/contacts/import/${one.id}`} data-testid="import-recent" onClick=${go(one.id)}><${Icon} name=${ICONS[one.state]} size="s" /><span class="import-recent__name">${one.name || one.format.toUpperCase()}</span><span class="import-recent__sub">${t(`people.import.short.${one.state}`)} · ${exactTime(one.createdAt)}</span></a></li>`)}</ul></section>`;
}
