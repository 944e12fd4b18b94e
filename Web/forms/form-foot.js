import { html, useState } from "../vendor/preact-htm.js";
import { refusal } from "../cases/acts.js";
import { mayClose, rightsOn } from "../cases/rights.js";
import { unitOf } from "../cases/words.js";
import { EndButton } from "../contacts/end-button.js";
import { dispatch } from "../desk.js";
import { clockTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { saveAnswer } from "./form-actions.js";

/**
 * What is missing, when it was kept, and what can be done: transfer, save, and the red button.
 * @param {{card: import("../lib/types").Card, held: import("./outcome-form.js").Held, name: string, tellAll: (fields: string[]) => void, saved: () => void}} props
 */
export function FormFoot({ card, held, name, tellAll, saved }) {
  const { may, closable, offline, resolves, required } = useDesk((state) => {
    const policy = state.directory.campaigns[card.campaign]?.policy;
    return { may: rightsOn(card, state).transfer, closable: mayClose(card, state), offline: state.connection.status === "offline", required: policy?.disposition === "required", resolves: policy?.disposition === "resolves" || (policy?.closeTriggers ?? []).includes("disposition") };
  });
  const [state, setState] = useState({ busy: false, error: "", open: false });
  const { judgement, answer, form } = held;
  if (!judgement || !form) return null;
  const ends = resolves && card.state !== "closed" && held.outcome?.code !== "nonFinal";
  const save = async () => {
    if (state.busy) return;
    tellAll(form.fields.map((field) => field.id));
    const [wrong] = judgement.faults;
    if (wrong) { focusOn(name, wrong.field); return; }
    if (!answer) { focusOn(name, form.fields[0]?.id ?? ""); return; }
    setState({ ...state, busy: true, error: "" });
    const error = await saveAnswer(card, answer, judgement.values, !state.open);
    setState({ busy: false, error: error ? refusal(error) : "", open: false });
    if (!error) { tellAll([]); saved(); }
  };
  return html`<div class="side-panel__foot">${held.begun || (required && !held.final) ? html`<${Missing} held=${held} name=${name} />` : null}
    ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}
    ${ends && held.whole ? html`<label class="check-line"><input class="checkbox" type="checkbox" checked=${state.open} onChange=${(/** @type {any} */ event) => setState({ ...state, open: event.target.checked })} />${t("form.leaveOpen", { unit: unitOf(card) })}</label>` : null}
    <div class="side-panel__actions">${may ? html`<button type="button" class="button" title=${`${t("form.transfer")}  X`} disabled=${offline} onClick=${() => dispatch({ type: "dialog", dialog: { kind: "transfer", case: card.id } })}><${Icon} name="transfer" size="s" />${t("form.transfer")}</button>` : html`<span></span>`}
      <button type="button" class=${`button ${state.busy ? "button--busy" : ""}`} data-testid="save-disposition" aria-busy=${state.busy ? "true" : undefined} disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} onClick=${() => void save()}>${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t(ends && held.whole && !state.open ? "form.saveEnds" : "form.save", { unit: unitOf(card) })}</button></div>
    ${closable ? html`<${EndButton} card=${card} />` : offline ? html`<p class="side-panel__why">${t("error.offlineAct")}</p>` : null}</div>`;
}

/** @param {string} name @param {string} field */
export const focusOn = (name, field) => document.getElementById(`${name}-${field}`)?.focus();

/**
 * The first three by name, each leading to its field.
 * @param {{held: import("./outcome-form.js").Held, name: string}} props
 */
function Missing({ held, name }) {
  const { judgement, answer, form, missing } = held;
  const wrong = judgement?.faults.filter((fault) => !missing.includes(fault)) ?? [];
  const all = [...missing, ...wrong];
  const kept = answer && held.begun ? answer : null;
  if (all.length === 0 && !kept) return null;
  const label = (/** @type {string} */ id) => form?.fields.find((field) => field.id === id)?.label ?? id;
  return html`<div class="outcome-form__missing" data-testid="form-missing">${all.length > 0 ? html`<${Icon} name="alert" size="s" /><span>${t(missing.length > 0 ? "form.missing" : "form.check")} ${all.slice(0, 3).map((fault, index) => html`${index > 0 ? ", " : ""}<a class="outcome-form__missing-link" href=${`#${name}-${fault.field}`} onClick=${(/** @type {Event} */ event) => { event.preventDefault(); focusOn(name, fault.field); }}>${label(fault.field)}</a>`)}${all.length > 3 ? t("form.andMore", { count: all.length - 3 }) : ""}</span>` : null}
    ${kept ? html`<span class="outcome-form__saved" role="status">${t(kept.state === "saved" ? "form.saved" : "form.savedHere", { time: clockTime(kept.at) })}</span>` : null}</div>`;
}
