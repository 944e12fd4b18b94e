import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { getState } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";
import { toast } from "../shell/toast.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { ActDialog, SelectField, TextField } from "./act-dialog.js";
import { tell, transfer, undoTransfer } from "./acts.js";
import { openCase } from "./open-case.js";
import { TransferForm } from "./transfer-form.js";
import { TransferTarget } from "./transfer-target.js";
import { nameOf, unitOf } from "./words.js";

/**
 * Passes a case on: to whoever serves a queue, to one of its agents, or back. The first form may go before, and the next one is named.
 * @param {{case: string}} props
 */
export function TransferDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  // The same id each time it is sent: what was done already is not done twice.
  const name = useRef(uuidv7());
  const [targets, setTargets] = useState(/** @type {import("../lib/types").TransferTargets | null} */ (null));
  const [failed, setFailed] = useState("");
  const [form, setForm] = useState({ campaign: "", to: /** @type {import("./transfer-target.js").Choice | null} */ (null), reason: "", note: "", send: true });
  // What the form has to say is known to its own part of the dialog.
  const ready = useRef(/** @type {import("./transfer-form.js").Ready} */ (null));
  useEffect(() => {
    get(`/api/v1/transfer-targets?case=${id}`).then(setTargets, (error) => { if (!(error instanceof ApiError)) throw error; setFailed(error.status === 0 ? t("error.offlineAct") : error.message); });
  }, [id]);
  if (!card) return null;
  const unit = unitOf(card);
  const own = targets?.unassigned ? card.queue : null;
  const places = (targets?.campaigns ?? []).filter((one) => one.queues.some((queue) => queue.allowed || queue.id === own || queue.agents.length > 0));
  const place = places.find((one) => one.id === form.campaign) ?? places.find((one) => one.queues.some((queue) => queue.allowed)) ?? places[0];
  const set = (/** @type {Partial<typeof form>} */ more) => setForm({ ...form, ...more });
  const to = form.to && place?.queues.some((queue) => queue.id === form.to?.queue) ? form.to : firstOf(place, own);
  const run = () => {
    if (!place || !to) return t("transfer.nowhere");
    const [reason, note] = [form.reason.trim(), form.note.trim()];
    if (!reason) return t("transfer.reasonMissing");
    const pass = () => transfer(card, name.current, { campaign: place.id, queue: to.queue, ...(to.agent ? { agent: to.agent } : {}), reason, ...(note ? { note } : {}) });
    return ready.current ? ready.current.send().then((error) => error ?? pass()) : pass();
  };
  const done = () => {
    const state = getState();
    const now = state.cases.byId[card.id];
    const queue = place?.queues.find((one) => one.id === to?.queue);
    const person = queue?.agents.find((one) => one.id === to?.agent)?.name ?? "";
    const undo = { label: t("transfer.undo"), run: () => void tell(undoTransfer(card, name.current).then((error) => { if (!error) openCase(card.number); return error; })) };
    const isBack = queue?.id === card.queue && !person;
    toast(isBack ? t("case.releasedToast", { unit, number: card.number }) : t("transfer.toast", { unit, number: card.number, place: person || (queue?.name ?? "") }), "transfer", isBack || now?.state === "open" ? undefined : undo);
    if (state.screen.selected === card.number && now?.agent !== state.me?.id) openCase(null);
  };
  return html`<${ActDialog} title=${t("transfer.title", { unit })} sub=${`${nameOf(card)} · #${card.number}`} confirm=${t("transfer.confirm")} testid="transfer-dialog" run=${run} done=${done} off=${!place}
    note=${place?.form && place.id !== card.campaign ? t("transfer.nextForm", { form: place.form.name }) : null}>
    ${failed ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><span>${failed}</span></p>` : !targets ? html`<${Skeleton} kind="rows" label=${t("transfer.loading")} />` : !place ? html`<p>${t("transfer.nowhere")}</p>` : html`
      <${SelectField} first id="transfer-campaign" label=${t("transfer.campaign")} value=${place.id} change=${(/** @type {string} */ campaign) => set({ campaign, to: null })} choices=${places.map((one) => [one.id, one.name])} />
      <${TransferTarget} campaign=${place} unassigned=${own} chosen=${to} choose=${(/** @type {any} */ chosen) => set({ to: chosen })} />
      <${TextField} required id="transfer-reason" label=${t("act.reason")} most=${200} value=${form.reason} change=${(/** @type {string} */ reason) => set({ reason })} />
      <${TextField} long id="transfer-note" label=${t("transfer.note")} most=${4000} value=${form.note} change=${(/** @type {string} */ note) => set({ note })} />
      <${TransferForm} card=${card} needed=${targets.form === "required"} wanted=${form.send} change=${(/** @type {boolean} */ send) => set({ send })} ready=${ready} />`}</${ActDialog}>`;
}

/**
 * What is chosen before anybody chose: the queue, else its first agent who is there.
 * @param {import("../lib/types").TransferTargets["campaigns"][number] | undefined} place
 * @param {string | null} own
 */
function firstOf(place, own) {
  const queue = place?.queues.find((one) => one.allowed) ?? place?.queues.find((one) => one.id === own);
  if (queue) return { queue: queue.id, agent: null };
  for (const one of place?.queues ?? []) {
    const agent = one.agents.find((other) => other.state !== "offline");
    if (agent) return { queue: one.id, agent: agent.id };
  }
  return null;
}
