import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { leave } from "../cases/act-dialog.js";
import { words } from "../contacts/contact-actions.js";
import { dispatch } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { erasePerson } from "./people-actions.js";

/** What may have been removed, in the order in which it is told. */
const KINDS = ["messages", "files", "points", "products", "dispositions", "drafts", "links", "cases", "contacts", "merges", "deliveries", "events"];
/** Between two looks at how far it is. */
const PAUSE = 700;

/**
 * Takes a person's data away for good: what goes and what stays is said, the name is typed, and at the end stands the report of what was removed.
 * @param {{id: string, contact: import("../lib/types").Contact | undefined}} props
 */
export function EraseDialog({ id, contact }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const [name] = useState(contact?.name ?? "");
  const [typed, setTyped] = useState("");
  const [state, setState] = useState({ busy: false, error: "" });
  const [erasure, setErasure] = useState(/** @type {any} */ (null));
  const close = () => { leave(); if (erasure) openPeople(""); };
  const ready = typed.trim() === name.trim() && name !== "";
  useEffect(() => {
    if (!erasure || erasure.state === "done") return undefined;
    const timer = setTimeout(async () => {
      try { setErasure({ ...(await get(`/api/v1/contacts/${id}/erasure`)) }); } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        // It goes on without us; the next look may answer.
        setErasure({ ...erasure });
      }
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [erasure]);
  const report = useRef(/** @type {any} */ (null));
  useEffect(() => { if (erasure?.state === "done") { dispatch({ type: "people.gone", id }); report.current?.focus(); } }, [erasure?.state]);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (state.busy || offline || !ready) return;
    setState({ busy: true, error: "" });
    try { setErasure(await erasePerson(id, typed.trim())); setState({ busy: false, error: "" }); } catch (error) { setState({ busy: false, error: words(error) }); }
  };
  if (erasure) return html`<${Dialog} title=${t(erasure.state === "done" ? "people.erased" : "people.erasing")} onClose=${close} testid="person-erase-dialog" foot=${html`<button type="button" class="button button--primary" onClick=${close}>${t("action.close")}</button>`}><${Report} erasure=${erasure} focus=${report} /></${Dialog}>`;
  return html`<${Dialog} title=${t("people.eraseTitle", { name })} onClose=${leave} testid="person-erase-dialog" foot=${html`<button type="button" class="button" onClick=${leave}>${t("action.cancel")}</button>
      <button type="submit" form="person-erase-form" disabled=${offline || !ready} title=${offline ? t("error.offlineAct") : ready ? undefined : t("people.eraseType", { name })} class=${`button button--danger ${state.busy ? "button--busy" : ""}`} data-testid="erase-confirm">${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("people.eraseConfirm")}</button>`}>
    <form id="person-erase-form" class="dialog__form" onSubmit=${submit} novalidate>
      <p>${t("people.eraseGoes")}</p><p>${t("people.eraseStays")}</p>
      <p class="dialog__warning dialog__warning--danger"><${Icon} name="alert" size="s" /><span>${t("people.eraseNoWay")}</span></p>
      <div class="field"><label class="field__label" for="erase-name">${t("people.eraseType", { name })}</label><input class="input" id="erase-name" autocomplete="off" maxlength="200" data-autofocus value=${typed} onInput=${(/** @type {any} */ event) => setTyped(event.target.value)} /></div>
      ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}</form></${Dialog}>`;
}

/** @param {{erasure: {state: string, report: Record<string, number>}, focus: any}} props */
function Report({ erasure, focus }) {
  const figures = new Intl.NumberFormat(currentLanguage());
  const rows = KINDS.filter((kind) => (erasure.report[kind] ?? 0) > 0);
  return html`<div class="erase-report" tabindex="-1" ref=${focus} role="status" data-testid="erase-report"><p>${t(erasure.state === "done" ? "people.erasedText" : "people.erasingText")}</p>
    ${rows.length > 0 ? html`<dl class="erase-report__rows">${rows.map((kind) => html`<div key=${kind}><dt>${t(`people.removed.${kind}`)}</dt><dd>${figures.format(erasure.report[kind] ?? 0)}</dd></div>`)}</dl>` : null}</div>`;
}
