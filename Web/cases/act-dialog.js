import { html, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { refusal } from "./acts.js";

export const leave = () => dispatch({ type: "dialog", dialog: null });

/**
 * A small form that acts on a case: pending while the server thinks, open with the server's words where it refuses.
 * @param {{title: string, sub?: string, confirm: string, testid: string, run: () => string | Promise<import("../lib/api").ApiError | null>, done?: () => void, off?: boolean, stays?: boolean, note?: string | null, children?: any}} props
 * `run` gives what is missing as a sentence, or the act; `stays`: what came of it is shown in the dialog itself
 */
export function ActDialog({ title, sub, confirm, testid, run, done, off = false, stays = false, note, children }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const [state, setState] = useState({ busy: false, error: "" });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (state.busy || offline || off) return;
    const act = run();
    if (typeof act === "string") { setState({ busy: false, error: act }); return; }
    setState({ busy: true, error: "" });
    const error = await act;
    if (error) { setState({ busy: false, error: refusal(error) }); return; }
    if (stays) { setState({ busy: false, error: "" }); return; }
    leave();
    done?.();
  };
  return html`<${Dialog} title=${title} sub=${sub} onClose=${leave} testid=${testid} foot=${html`${note ? html`<span class="dialog__foot-note">${note}</span>` : null}
    <button type="button" class="button" onClick=${leave}>${t("action.cancel")}</button>
    <button type="submit" form="act-form" class=${`button button--primary ${state.busy ? "button--busy" : ""}`} aria-busy=${state.busy ? "true" : undefined} data-testid="act-confirm" disabled=${offline || off} title=${offline ? t("error.offlineAct") : undefined}>${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${confirm}</button>`}>
    <form id="act-form" class="dialog__form" onSubmit=${submit} novalidate>${children}
      ${offline ? html`<p class="dialog__warning"><${Icon} name="offline" size="s" /><span>${t("error.offlineAct")}</span></p>` : null}
      ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}</form></${Dialog}>`;
}

/**
 * One of several, as chips.
 * @param {{name: string, label: string, choices: [value: string, text: string][], value: string, change: (value: string) => void, first?: boolean, quiet?: boolean}} props `first` takes the focus; `quiet`: the dialog's title says it already
 */
export function Choices({ name, label, choices, value, change, first, quiet }) {
  return html`<fieldset class="field"><legend class=${quiet ? "visually-hidden" : "field__label"}>${label}</legend><div class="choice-group">
    ${choices.map(([one, text], index) => html`<label key=${one} class="choice"><input class="choice__input" type="radio" name=${name} value=${one} checked=${value === one} data-autofocus=${first && (value === one || (index === 0 && !choices.some(([other]) => other === value))) ? true : undefined} onChange=${() => change(one)} /><${Icon} name="check" size="xs" class="choice__mark" />${text}</label>`)}</div></fieldset>`;
}

/**
 * @param {{id: string, label: string, value: string, change: (value: string) => void, required?: boolean, long?: boolean, most: number, first?: boolean}} props
 */
export function TextField({ id, label, value, change, required, long, most, first }) {
  const rest = { id, value, maxlength: most, autocomplete: "off", "data-autofocus": first ? true : undefined, "aria-required": required ? "true" : undefined, onInput: (/** @type {any} */ event) => change(event.target.value) };
  return html`<div class="field"><label class="field__label" for=${id}>${label}${required ? html` <span class="field__required" aria-hidden="true">*</span>` : html` <span class="field__optional">${t("field.optional")}</span>`}</label>
    ${long ? html`<textarea class="input" rows="3" ...${rest}></textarea>` : html`<input class="input" ...${rest} />`}</div>`;
}

/**
 * @param {{id: string, label: string, value: string, choices: [value: string, text: string][], change: (value: string) => void, first?: boolean}} props
 */
export function SelectField({ id, label, value, choices, change, first }) {
  return html`<div class="field"><label class="field__label" for=${id}>${label}</label><span class="select"><select class="select__control" id=${id} value=${value} data-autofocus=${first ? true : undefined} onChange=${(/** @type {any} */ event) => change(event.target.value)}>
    ${choices.map(([one, text]) => html`<option key=${one} value=${one} selected=${one === value}>${text}</option>`)}</select><${Icon} name="chevron-down" size="s" /></span></div>`;
}
