import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { words } from "../contacts/contact-actions.js";
import { getState } from "../desk.js";
import { put } from "../lib/api.js";
import { fileSize } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";
import { openPeople } from "../shell/open-people.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";

/** Larger ones are refused before they are sent. */
const MOST = 50_000_000;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const place = () => `ventanilla-import:${getState().me?.id}`;

/** The file is chosen or dropped; what the last one became is a link away. */
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
      await put(`/api/v1/contact-imports/${id}?name=${encodeURIComponent(file.name.slice(0, 200))}`, new Blob([file]), { headers: { "Content-Type": ending === "xlsx" ? XLSX : "text/csv" } });
      try { localStorage.setItem(place(), id); } catch { /* full or forbidden: the address still names it */ }
      if (mounted.current) openPeople(`import/${id}`);
    } catch (error) { const text = words(error); if (mounted.current) setState({ busy: "", error: text, over: false }); }
  };
  const last = kept();
  return html`<div class="import-drop ${state.over ? "import-drop--over" : ""}" data-testid="import-drop" onDragOver=${(/** @type {DragEvent} */ event) => { event.preventDefault(); if (!state.over) setState({ ...state, over: true }); }} onDragLeave=${() => setState({ ...state, over: false })}
      onDrop=${(/** @type {DragEvent} */ event) => { event.preventDefault(); void send(event.dataTransfer?.files[0]); }}>
      <span class="blank-state__art"><${Icon} name="table" size="xl" /></span><p class="import-drop__title">${t("people.import.drop")}</p><p class="import-drop__text">${t("people.import.kinds")}</p>
      <button type="button" class=${`button button--primary ${state.busy ? "button--busy" : ""}`} disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} data-testid="import-choose" onClick=${() => chooser.current?.click()}>${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>${t("people.import.sending", { name: state.busy })}` : t("people.import.choose")}</button>
      <input type="file" hidden ref=${chooser} accept=".csv,.txt,.xlsx,text/csv,${XLSX}" data-testid="import-file" onChange=${(/** @type {any} */ event) => { const [file] = event.currentTarget.files; event.currentTarget.value = ""; void send(file); }} />
      ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}</div>
    ${last ? html`<p class="people__intro"><a class="button button--link" href=${`/contacts/import/${last}`} data-testid="import-last" onClick=${(/** @type {MouseEvent} */ event) => { if (event.ctrlKey || event.metaKey) return; event.preventDefault(); openPeople(`import/${last}`); }}><${Icon} name="history" size="s" />${t("people.import.last")}</a></p>` : null}`;
}

/** @returns {string | null} the import that was begun last on this device */
function kept() {
  try { return localStorage.getItem(place()); } catch { return null; }
}
