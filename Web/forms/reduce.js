/**
 * What the form layer keeps: each campaign's form, what I am answering, what was answered. Pure.
 * @typedef {import("../lib/types").OutcomeForm} OutcomeForm
 * @typedef {import("../lib/types").Disposition} Disposition
 * @typedef {{campaign: string, version: number, values: Record<string, any>, code: string | null, id: string, at: number, state: "clean" | "dirty" | "saved", changedFrom: number | null}} Answer
 * `id`: of the disposition that it will be, kept over reloads so that a repeat is no second one; `changedFrom`: the version it was begun with, where the form has changed since
 * @typedef {{status: "loading" | "ready" | "error", form: OutcomeForm | null}} HeldForm
 * @typedef {{status: "loading" | "ready" | "error", items: Disposition[], forms: OutcomeForm[]}} HeldAnswers
 * @typedef {{campaigns: Record<string, HeldForm>, answers: Record<string, Answer>, given: Record<string, HeldAnswers>}} FormsState
 */

/** @type {FormsState} */
export const noForms = { campaigns: {}, answers: {}, given: {} };

/** @type {HeldAnswers} */
const none = { status: "loading", items: [], forms: [] };

/**
 * @param {FormsState} state
 * @param {import("../lib/types").Action} action
 * @returns {FormsState}
 */
export function reduceForms(state, action) {
  switch (action.type) {
    case "form.loading": return { ...state, campaigns: { ...state.campaigns, [action.campaign]: { form: state.campaigns[action.campaign]?.form ?? null, status: /** @type {const} */ ("loading") } } };
    case "form.failed": return { ...state, campaigns: { ...state.campaigns, [action.campaign]: { form: state.campaigns[action.campaign]?.form ?? null, status: /** @type {const} */ ("error") } } };
    case "form.loaded": return rebased({ ...state, campaigns: { ...state.campaigns, [action.campaign]: { status: "ready", form: action.form } } }, action.form);
    case "answer.restored": return newer(state.answers[action.case], action.answer) ? withAnswer(state, action.case, action.answer) : state;
    case "answer.written": {
      const held = state.answers[action.case];
      return withAnswer(state, action.case, { ...(held ?? action.empty), ...action.patch, at: action.now, state: "dirty", changedFrom: held?.changedFrom ?? null });
    }
    case "answer.saved": return state.answers[action.case]?.at === action.at ? withAnswer(state, action.case, { .../** @type {Answer} */ (state.answers[action.case]), state: "saved" }) : state;
    case "answer.cleared": { const { [action.case]: _, ...rest } = state.answers; return { ...state, answers: rest }; }
    case "given.loading": return { ...state, given: { ...state.given, [action.case]: { ...(state.given[action.case] ?? none), status: /** @type {const} */ ("loading") } } };
    case "given.failed": return { ...state, given: { ...state.given, [action.case]: { ...(state.given[action.case] ?? none), status: /** @type {const} */ ("error") } } };
    case "given.loaded": return { ...state, given: { ...state.given, [action.case]: { status: "ready", items: action.items, forms: action.forms } } };
    default: return state;
  }
}

/** @param {FormsState} state @param {string} id @param {Answer} answer @returns {FormsState} */
function withAnswer(state, id, answer) {
  const form = state.campaigns[answer.campaign]?.form;
  return { ...state, answers: { ...state.answers, [id]: form ? onForm(answer, form) : answer } };
}

/**
 * What is being typed here is never replaced by what another screen or an older save says.
 * @param {Answer | undefined} held
 * @param {Answer} found
 */
const newer = (held, found) => !held || (held.state !== "dirty" && found.at > held.at);

/**
 * A new version came: what still fits of each answer stays.
 * @param {FormsState} state
 * @param {OutcomeForm | null} form
 */
function rebased(state, form) {
  if (!form) return state;
  return { ...state, answers: Object.fromEntries(Object.entries(state.answers).map(([id, answer]) => [id, answer.campaign === form.campaign ? onForm(answer, form) : answer])) };
}

/** @param {Answer} answer @param {OutcomeForm} form @returns {Answer} */
function onForm(answer, form) {
  if (answer.version === form.version) return answer;
  const known = new Set(form.fields.map((field) => field.id));
  const values = Object.fromEntries(Object.entries(answer.values).filter(([id]) => known.has(id)));
  return { ...answer, values, version: form.version, changedFrom: answer.changedFrom ?? (Object.keys(answer.values).length > 0 ? answer.version : null) };
}
