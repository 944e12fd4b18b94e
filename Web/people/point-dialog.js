import { html, useState } from "../vendor/preact-htm.js";
import { leave, SelectField } from "../cases/act-dialog.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { namePoint, readPerson } from "./people-actions.js";

const KINDS = ["phone", "email", "handle", "id"];

/**
 * One more address of theirs, as it is said. Where it is somebody else's: go to them, make the two one, or move it here.
 * @param {{contact: import("../lib/types").Contact}} props
 */
export function PointDialog({ contact }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const [form, setForm] = useState({ kind: "phone", value: "" });
  const [state, setState] = useState({ busy: false, error: "", holder: /** @type {{id: string, name: string} | null} */ (null) });
  const change = (/** @type {Partial<typeof form>} */ part) => { setForm({ ...form, ...part }); setState({ busy: false, error: "", holder: null }); };
  const save = async (/** @type {string | null} */ from) => {
    if (state.busy || offline) return;
    if (!form.value.trim()) { setState({ busy: false, error: t("people.pointMissing"), holder: null }); document.getElementById("point-value")?.focus(); return; }
    setState({ busy: true, error: "", holder: null });
    const wrong = await namePoint(contact, { kind: form.kind, value: form.value.trim() }, from);
    if (wrong) setState({ busy: false, ...wrong }); else leave();
  };
  const submit = (/** @type {Event} */ event) => { event.preventDefault(); void save(null); };
  const { holder } = state;
  const merge = async () => {
    if (!holder) return;
    const other = await readPerson(holder.id);
    if (typeof other === "string") setState({ busy: false, error: other, holder: null });
    else dispatch({ type: "dialog", dialog: { kind: "people.merge", contact: contact.id, other } });
  };
  return html`<${Dialog} title=${t("people.pointTitle", { name: contact.name })} onClose=${leave} testid="person-point-dialog" foot=${html`<button type="button" class="button" onClick=${leave}>${t("action.cancel")}</button>
      <button type="submit" form="person-point-form" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} class=${`button button--primary ${state.busy ? "button--busy" : ""}`} data-testid="point-save">${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("people.pointAdd")}</button>`}>
    <form id="person-point-form" class="dialog__form" onSubmit=${submit} novalidate><div class="field--row">
        <${SelectField} id="point-kind" label=${t("people.pointKind")} value=${form.kind} choices=${KINDS.map((kind) => /** @type {[string, string]} */ ([kind, t(`point.${kind}`)]))} change=${(/** @type {string} */ kind) => change({ kind })} />
        <div class="field"><label class="field__label" for="point-value">${t(`point.${form.kind}`)}</label>
          <input class="input" id="point-value" type=${form.kind === "phone" ? "tel" : "text"} autocomplete="off" maxlength="200" data-autofocus aria-required="true" aria-invalid=${state.error ? "true" : undefined} value=${form.value} onInput=${(/** @type {any} */ event) => change({ value: event.target.value })} /></div></div>
      ${form.kind === "phone" ? html`<p class="field__hint">${t("people.pointPhone")}</p>` : null}
      ${state.error ? html`<div class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}
        ${holder ? html`<span class="person__ways"><button type="button" class="button button--s" data-testid="point-go" onClick=${() => { leave(); openPeople(holder.id); }}>${t("people.goTo", { name: holder.name })}</button>
          <button type="button" class="button button--s" data-testid="point-merge" onClick=${() => void merge()}>${t("people.mergeWith", { name: holder.name })}</button>
          <button type="button" class="button button--s" data-testid="point-move" onClick=${() => void save(holder.id)}>${t("people.pointMove")}</button></span>` : null}</span></div>` : null}
    </form></${Dialog}>`;
}
