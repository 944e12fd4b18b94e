import { html, useState } from "../vendor/preact-htm.js";
import { refusal } from "../cases/acts.js";
import { TextField } from "../cases/act-dialog.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { DEFAULT_SORT } from "./address.js";
import { deleteView, saveView } from "./views.js";

const ROLES = ["agent", "supervisor", "administrator"];

/**
 * A view's name, whether its count stays in sight, and for whoever supervises: with which roles it is shared and whose first view it is.
 * @param {{view: import("./reduce.js").View, known: boolean, leave: (saved: import("./reduce.js").View | null) => void, removed: () => void}} props
 */
export function ViewDialog({ view, known, leave, removed }) {
  const lead = useDesk((state) => state.me !== null && state.me.role !== "agent");
  const me = useDesk((state) => state.me?.id ?? null);
  const [form, setForm] = useState({ name: view.name, pinned: view.pinned, sharedWith: view.sharedWith, defaultFor: view.defaultFor });
  const [state, setState] = useState({ busy: false, error: "" });
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const name = form.name.trim();
    if (!name) { setState({ busy: false, error: t("listing.view.nameMissing") }); document.getElementById("view-name")?.focus(); return; }
    setState({ busy: true, error: "" });
    const body = { id: view.id, query: view.query, sort: view.sort ?? DEFAULT_SORT, layout: view.layout ?? "cards", ...form, name };
    const error = await saveView(body);
    if (error) setState({ busy: false, error: refusal(error) }); else leave({ ...view, ...body, layout: view.layout ?? "cards", owner: view.owner ?? me });
  };
  // Whose first view it is may also open it; whoever may not is not led there.
  const turn = (/** @type {"sharedWith" | "defaultFor"} */ key, /** @type {string} */ role) => {
    const next = form[key].includes(role) ? form[key].filter((one) => one !== role) : [...form[key], role];
    const sharedWith = key === "sharedWith" ? next : [...new Set([...form.sharedWith, ...next])];
    setForm({ ...form, sharedWith, defaultFor: (key === "defaultFor" ? next : form.defaultFor).filter((one) => sharedWith.includes(one)) });
  };
  const box = (/** @type {"sharedWith" | "defaultFor"} */ key, /** @type {string} */ role) => html`<label key=${role} class="choice"><input class="choice__input" type="checkbox" checked=${form[key].includes(role)} onChange=${() => turn(key, role)} /><${Icon} name="check" size="xs" class="choice__mark" />${t(`listing.role.${role}`)}</label>`;
  return html`<${Dialog} title=${t(known ? "listing.view.change" : "listing.view.save")} testid="view-dialog" onClose=${() => leave(null)} foot=${html`
    ${known ? html`<button type="button" class="button button--ghost" data-testid="view-delete" onClick=${() => void deleteView(view).then((done) => { if (done) removed(); })}><${Icon} name="trash" size="s" />${t("listing.view.delete")}</button><span class="page__spacer"></span>` : null}
    <button type="button" class="button" onClick=${() => leave(null)}>${t("action.cancel")}</button><button type="submit" form="view-form" class=${`button button--primary ${state.busy ? "button--busy" : ""}`} data-testid="view-confirm">${t("action.save")}</button>`}>
    <form id="view-form" class="dialog__form" novalidate onSubmit=${save}>
      <${TextField} first required id="view-name" label=${t("listing.view.name")} most=${80} value=${form.name} change=${(/** @type {string} */ name) => setForm({ ...form, name })} />
      <label class="check-line"><input class="checkbox" type="checkbox" checked=${form.pinned} onChange=${() => setForm({ ...form, pinned: !form.pinned })} />${t("listing.view.pinned")}</label>
      ${lead ? html`<fieldset class="field"><legend class="field__label">${t("listing.view.sharedWith")}</legend><div class="choice-group">${ROLES.map((role) => box("sharedWith", role))}</div></fieldset>
        <fieldset class="field"><legend class="field__label">${t("listing.view.defaultFor")}</legend><div class="choice-group">${ROLES.map((role) => box("defaultFor", role))}</div></fieldset>` : null}
      ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}</form></${Dialog}>`;
}
