import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { leave } from "../cases/act-dialog.js";
import { ApiError } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { words } from "../contacts/contact-actions.js";
import { MergeFields } from "./merge-fields.js";
import { mergePeople, previewMerge } from "./people-actions.js";
import { PersonPicker } from "./person-picker.js";
import { documentOf } from "./person-words.js";

/** @typedef {import("../lib/types").Contact} Contact */

/**
 * Makes two contacts one: which other, what will move, and where they disagree which value stays. It can be taken back for a day.
 * @param {{contact: Contact, other: Contact | null}} props `other` where it is known already
 */
export function MergePeopleDialog({ contact, other: given }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const [other, setOther] = useState(given);
  const [preview, setPreview] = useState(/** @type {any} */ (null));
  const [choose, setChoose] = useState(/** @type {Record<string, string>} */ ({}));
  const [state, setState] = useState({ busy: false, error: "" });
  const body = useRef(/** @type {any} */ (null));
  useEffect(() => {
    setPreview(null);
    if (!other) return undefined;
    let late = false;
    previewMerge(contact.id, other.id).then((found) => { if (!late) { setPreview(found); setState({ busy: false, error: "" }); body.current?.focus(); } }, (error) => { if (late) return; if (!(error instanceof ApiError)) throw error; setState({ busy: false, error: words(error) }); });
    return () => { late = true; };
  }, [contact.id, contact.version, other?.id]);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!other || !preview || state.busy || offline) return;
    setState({ busy: true, error: "" });
    const error = await mergePeople(contact, other, choose);
    if (error) { setState({ busy: false, error }); return; }
    leave();
    openPeople(contact.id);
  };
  return html`<${Dialog} title=${t("people.mergeTitle", { name: contact.name })} sub=${other ? t("people.mergeSub", { name: other.name }) : t("people.mergePick")} class="dialog--wide" onClose=${leave} testid="person-merge-dialog" foot=${html`${preview ? html`<span class="dialog__foot-note">${t("people.mergeUndo")}</span>` : null}
      <button type="button" class="button" onClick=${leave}>${t("action.cancel")}</button>
      <button type="submit" form="person-merge-form" disabled=${offline || !preview} title=${offline ? t("error.offlineAct") : undefined} class=${`button button--primary ${state.busy ? "button--busy" : ""}`} data-testid="merge-confirm">${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("people.mergeConfirm")}</button>`}>
    <form id="person-merge-form" class="dialog__form" onSubmit=${submit} novalidate>
      ${!other ? html`<${PersonPicker} without=${contact.id} choose=${setOther} />`
        : html`<div class="merge-people__pair" tabindex="-1" ref=${body}><${Side} contact=${contact} kept /><${Icon} name="arrow-left" /><${Side} contact=${other} /></div>
          ${given ? null : html`<button type="button" class="button button--link" onClick=${() => setOther(null)}>${t("people.mergeOther")}</button>`}
          ${preview ? html`<${MergeFields} preview=${preview} choose=${choose} change=${setChoose} />` : state.error ? null : html`<${Skeleton} kind="rows" label=${t("people.merging")} />`}`}
      ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}</form></${Dialog}>`;
}

/** @param {{contact: Contact, kept?: boolean}} props */
function Side({ contact, kept }) {
  return html`<div class="merge-people__side"><span class="merge-people__role">${t(kept ? "people.kept" : "people.gone")}</span><strong>${contact.name}</strong><span class="merge-people__sub">${documentOf(contact) || t("match.noCode")}</span></div>`;
}
