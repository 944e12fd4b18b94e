import { useEffect } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";
import { dayKey } from "../lib/format.js";
import { clearAnswer, restoreAnswer } from "./answer.js";
import { loadForm, loadGiven } from "./form-actions.js";
import { judge, outcomeOf } from "./rules.js";
import { useForms } from "./store.js";

/**
 * All that the screen needs to know of a case's form: the form, what I answer, what the rules make of it, what was answered before.
 * @param {import("../lib/types").Card} card
 */
export function useAnswer(card) {
  const { held, answer, given } = useForms((state) => ({ held: state.campaigns[card.campaign], answer: state.answers[card.id], given: state.given[card.id] }));
  useEffect(() => {
    if (!held || held.status === "error") void loadForm(card.campaign);
    if (!given || given.status === "error") void loadGiven(card.id);
    void restoreAnswer(card.id);
  }, [card.id, card.campaign]);
  const form = held?.form ?? null;
  const mine = answer && answer.campaign === card.campaign ? answer : null;
  // A draft that was on its way when it was sent, or sent from another screen, is no draft any more.
  const done = mine !== null && (given?.items ?? []).some((one) => one.id === mine.id);
  useEffect(() => { if (done) clearAnswer(card.id); }, [done]);
  const values = mine?.values ?? {};
  const judgement = form ? judge(form.fields, values, today()) : null;
  const begun = Object.keys(values).some((id) => !isBlank(values[id]));
  const missing = judgement?.faults.filter((fault) => fault.code === "required" || fault.code === "incomplete") ?? [];
  const said = (given?.items ?? []).filter((one) => one.campaign === card.campaign && card.openedAt !== null && one.at >= card.openedAt);
  return {
    form, status: held?.status ?? "loading", answer: mine, values, judgement, begun, missing, whole: judgement !== null && judgement.faults.length === 0,
    outcome: form && judgement ? outcomeOf(form.fields, judgement.values, mine?.code ?? null) : null, given, said, final: said.some((one) => one.code !== "nonFinal"),
  };
}

/** The organisation's day. */
export const today = () => dayKey(serverNow());
/** @param {any} value */
const isBlank = (value) => value === null || value === undefined || value === false || value === "" || (Array.isArray(value) && value.length === 0);
