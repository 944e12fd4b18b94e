import { html, useEffect } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { saveAnswer } from "../forms/form-actions.js";
import { useAnswer } from "../forms/use-answer.js";

/**
 * Whether what I have answered of the campaign's form goes before the transfer.
 * @typedef {{send: () => Promise<import("../lib/api").ApiError | null>} | null} Ready null: nothing goes
 * @param {{card: import("../lib/types").Card, needed: boolean, wanted: boolean, change: (wanted: boolean) => void, ready: {current: Ready}}} props
 */
export function TransferForm({ card, needed, wanted, change, ready }) {
  const answer = useAnswer(card);
  const { form, answer: draft, judgement, begun, whole } = answer;
  const can = Boolean(form && draft && judgement && begun && whole);
  const held = wanted && can && draft && judgement ? { send: () => saveAnswer(card, draft, judgement.values, false) } : null;
  useEffect(() => { ready.current = held; });
  if (!form) return null;
  const said = answer.said.length > 0;
  return html`<div class="field"><label class="check-line"><input class="checkbox" type="checkbox" data-testid="transfer-form" checked=${held !== null} disabled=${!can} onChange=${(/** @type {any} */ event) => change(event.target.checked)} />${t("transfer.sendForm", { form: form.name })}</label>
    ${can ? null : html`<span class="field__hint">${t(said ? "transfer.formSent" : begun ? "transfer.formUnfinished" : needed ? "transfer.formNeeded" : "transfer.formEmpty")}</span>`}</div>`;
}
