import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { replyChannel } from "../cases/reply-channel.js";
import { useDesk } from "../ui/use-desk.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { writeAnswer } from "./answer.js";
import { FormField } from "./form-field.js";
import { forms } from "./store.js";

/** @typedef {ReturnType<typeof import("./use-answer.js").useAnswer>} Held */

/**
 * The questions that show now, those that hang on an answer behind a rule.
 * @param {{card: import("../lib/types").Card, held: Held, name: string, told: Set<string>, tell: (field: string) => void, only?: string[]}} props
 * `told`: the fields whose faults are said by now; `only`: these and what hangs on them
 */
export function OutcomeForm({ card, held, name, told, tell, only }) {
  const { form, judgement, values, answer } = held;
  if (!form || !judgement) return null;
  const shown = form.fields.filter((field) => judgement.shown.includes(field.id) && (!only || only.includes(field.id)));
  /** @type {import("../lib/types").FormField[][]} */
  const runs = [];
  for (const field of shown) {
    const last = runs.at(-1);
    if (last?.[0] && Boolean(last[0].shownIf) === Boolean(field.shownIf)) last.push(field); else runs.push([field]);
  }
  const one = (/** @type {import("../lib/types").FormField} */ field) => html`<${FormField} key=${field.id} field=${field} name=${name} value=${values[field.id]} required=${judgement.required.includes(field.id)}
    fault=${told.has(field.id) ? judgement.faults.find((fault) => fault.field === field.id) : undefined} change=${(/** @type {any} */ value) => write(card, form, field.id, value)} leave=${() => tell(field.id)} />`;
  return html`<div class="outcome-form">
    ${answer?.changedFrom ? html`<p class="dialog__warning" role="status"><${Icon} name="info" size="s" /><span>${t("form.changed", { version: form.version })}</span></p>` : null}
    ${runs.map((run) => (run[0]?.shownIf ? html`<div key=${`branch-${run[0].id}`} class="outcome-form__branch">${run.map(one)}</div>` : run.map(one)))}
    ${!only && !hasCodes(form) ? html`<${Code} card=${card} form=${form} name=${name} value=${answer?.code ?? "final"} />` : null}
  </div>`;
}

/**
 * The channel on top, and which form it is.
 * @param {{card: import("../lib/types").Card, form: import("../lib/types").OutcomeForm}} props
 */
export function FormHead({ card, form }) {
  const channel = useDesk((state) => replyChannel(card, state.conversations[card.id], state.perCase.via[card.id]).channel);
  return html`<div class="outcome-form__head"><h3 class="outcome-form__channel"><${ChannelGlyph} channel=${channel} size="s" /><span aria-hidden="true">${t(`channel.${channel}`)}</span></h3><span class="outcome-form__version">${t("form.version", { name: form.name, version: form.version })}</span></div>`;
}

/** @param {import("../lib/types").OutcomeForm} form */
const hasCodes = (form) => form.fields.some((field) => field.primary && (field.kind === "choice" || field.kind === "tree"));

/**
 * Where no option says it, the person does.
 * @param {{card: import("../lib/types").Card, form: import("../lib/types").OutcomeForm, name: string, value: string}} props
 */
function Code({ card, form, name, value }) {
  return html`<fieldset class="field"><legend class="field__label">${t("form.code")}</legend><div class="choice-group">${["final", "nonFinal", "spam"].map((code) => html`<label key=${code} class="choice">
    <input class="choice__input" type="radio" name=${`${name}-code`} value=${code} checked=${value === code} onChange=${() => writeAnswer(card.id, form, { code })} /><${Icon} name="check" size="xs" class="choice__mark" />${t(`form.code.${code}`)}</label>`)}</div></fieldset>`;
}

/** @param {import("../lib/types").Card} card @param {import("../lib/types").OutcomeForm} form @param {string} field @param {any} value */
function write(card, form, field, value) {
  const { [field]: _, ...others } = forms.getState().answers[card.id]?.values ?? {};
  writeAnswer(card.id, form, { values: value === null || value === "" ? others : { ...others, [field]: value } });
}
