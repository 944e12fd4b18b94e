import { html, useState } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { clockTime, firstName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { closeWith } from "../forms/form-actions.js";
import { useTold } from "../forms/form-tab.js";
import { OutcomeForm } from "../forms/outcome-form.js";
import { useAnswer } from "../forms/use-answer.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { nameOf, unitOf } from "./words.js";

const leave = () => dispatch({ type: "dialog", dialog: null });

/**
 * The red button asks once, and for nothing but what is missing.
 * @param {{case: string}} props
 */
export function CloseDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  return card ? html`<${Ask} card=${card} />` : null;
}

/** @param {{card: import("../lib/types").Card}} props */
function Ask({ card }) {
  const { offline, waiting, asks } = useDesk((state) => ({ offline: state.connection.status === "offline", waiting: state.outbox.filter((item) => item.case === card.id).length, asks: state.directory.campaigns[card.campaign]?.policy.disposition ?? "off" }));
  const held = useAnswer(card);
  const [state, setState] = useState({ busy: false, error: "" });
  const { told, tell } = useTold();
  const unit = unitOf(card);
  const name = firstName(card.contact.name) || nameOf(card);
  const attended = card.state === "open" || card.state === "waiting";
  const loading = asks === "required" && (held.status === "loading" || !held.given || held.given.status === "loading" && held.given.items.length === 0);
  const form = asks === "off" ? null : held.form;
  const needed = asks === "required" && attended && form !== null && !held.final;
  // What was begun goes along, if it is whole; where it is needed, what is missing is asked for here.
  const asked = useAsked(held, needed);
  const goes = form !== null && held.answer !== null && (held.begun || needed) && held.whole;
  const notFinal = needed && held.whole && held.outcome?.code === "nonFinal";
  const ready = !loading && (!needed || (goes && !notFinal));
  const confirm = async () => {
    setState({ busy: true, error: "" });
    const error = await closeWith(card, goes ? held.answer : null, held.judgement?.values ?? {});
    if (!error) { leave(); return; }
    const { by, at } = error.problem;
    setState({ busy: false, error: error.code === "case.state" && by ? t("close.already", { name: by.name, time: at ? clockTime(at) : "" }) : error.status === 0 ? t("error.offlineAct") : error.message });
  };
  return html`<${Dialog} title=${t("close.title", { unit, name })} onClose=${leave} testid="close-dialog" foot=${html`
    <button type="button" class="button" onClick=${leave} data-autofocus>${t("close.keep")}</button>
    <button type="button" class=${`button button--danger ${state.busy ? "button--busy" : ""}`} data-testid="confirm-close" aria-busy=${state.busy || loading ? "true" : undefined} disabled=${offline || !ready || state.busy} title=${offline ? t("error.offlineAct") : undefined} onClick=${() => void confirm()}>${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("close.confirm", { unit })}</button>`}>
    <p>${t("close.text", { unit, name })}</p>
    ${needed && !loading ? html`<${Needed} card=${card} held=${held} asked=${asked} told=${told} tell=${tell} notFinal=${notFinal} />` : goes ? html`<p class="dialog__note"><${Icon} name="tag" size="s" /><span>${t("close.withOutcome", { outcome: held.outcome?.text || t(`form.code.${held.outcome?.code ?? "final"}`) })}</span></p>`
      : held.begun && form ? html`<p class="dialog__warning"><${Icon} name="alert" size="s" /><span>${t("close.unsaved")}</span></p>` : null}
    ${waiting > 0 ? html`<p class="dialog__warning"><${Icon} name="alert" size="s" /><span>${t("close.waiting", { count: waiting })}</span></p>` : null}
    ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}
  </${Dialog}>`;
}

/**
 * The fields that were missing or wrong since the dialog opened: one that is filled in meanwhile stays where it is.
 * @param {ReturnType<typeof useAnswer>} held
 * @param {boolean} needed
 * @returns {string[]}
 */
function useAsked(held, needed) {
  const [seen, setSeen] = useState(/** @type {string[]} */ ([]));
  if (!needed || !held.form || !held.judgement) return seen;
  const primary = held.outcome?.code === "nonFinal" ? held.form.fields.filter((field) => field.primary).map((field) => field.id) : [];
  const now = [...held.judgement.faults.map((fault) => fault.field), ...primary].filter((id) => !seen.includes(id));
  if (now.length > 0) setSeen([...seen, ...now]);
  return [...seen, ...now];
}

/** @param {{card: import("../lib/types").Card, held: ReturnType<typeof useAnswer>, asked: string[], told: Set<string>, tell: (field: string) => void, notFinal: boolean}} props */
function Needed({ card, held, asked, told, tell, notFinal }) {
  const said = notFinal ? t("close.notFinal", { outcome: held.outcome?.text ?? "" }) : held.missing.length > 0 ? t(held.said.length > 0 && !held.begun ? "close.needsFinal" : "close.missing", { count: held.missing.length }) : held.whole ? "" : t("close.wrong");
  return html`${said ? html`<p class="dialog__warning" role="status" data-testid="close-missing"><${Icon} name="alert" size="s" /><span>${said}</span></p>` : html`<p class="dialog__note"><${Icon} name="tag" size="s" /><span>${t("close.withOutcome", { outcome: held.outcome?.text || t(`form.code.${held.outcome?.code ?? "final"}`) })}</span></p>`}
    <${OutcomeForm} card=${card} held=${held} name="close" told=${told} tell=${tell} only=${asked} />`;
}
