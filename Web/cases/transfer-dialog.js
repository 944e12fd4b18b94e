import { html, useRef, useState } from "../vendor/preact-htm.js";
import { getState } from "../desk.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";
import { toast } from "../shell/toast.js";
import { useDesk } from "../ui/use-desk.js";
import { ActDialog, SelectField, TextField } from "./act-dialog.js";
import { transfer } from "./acts.js";
import { openCase } from "./open-case.js";
import { destinations } from "./destinations.js";
import { nameOf } from "./words.js";

/**
 * Passes a case on to a queue, of this campaign or of another.
 * @param {{case: string}} props
 */
export function TransferDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  const directory = useDesk((state) => state.directory);
  // The same id each time it is sent: what was done already is not done twice.
  const name = useRef(uuidv7());
  const places = card ? destinations(card, directory) : [];
  const [form, setForm] = useState({ campaign: places[0]?.campaign.id ?? "", queue: "", reason: "", note: "" });
  if (!card) return null;
  const place = places.find((one) => one.campaign.id === form.campaign) ?? places[0];
  const queue = place?.queues.find((one) => one.id === form.queue) ?? place?.queues[0];
  const set = (/** @type {Partial<typeof form>} */ more) => setForm({ ...form, ...more });
  const run = () => {
    if (!place || !queue) return t("transfer.nowhere");
    const [reason, note] = [form.reason.trim(), form.note.trim()];
    return transfer(card, name.current, { campaign: place.campaign.id, queue: queue.id, ...(reason ? { reason } : {}), ...(note ? { note } : {}) });
  };
  const done = () => {
    toast(t("transfer.toast", { number: card.number, queue: queue?.name ?? "" }), "transfer");
    const state = getState();
    const now = state.cases.byId[card.id];
    if (state.screen.selected === card.number && now?.agent !== state.me?.id) openCase(null);
  };
  return html`<${ActDialog} title=${t("act.transfer")} sub=${`${nameOf(card)} · #${card.number}`} confirm=${t("transfer.confirm")} testid="transfer-dialog" run=${run} done=${done} off=${places.length === 0}>
    ${places.length === 0 ? html`<p>${t("transfer.nowhere")}</p>` : html`<${SelectField} first id="transfer-campaign" label=${t("transfer.campaign")} value=${place?.campaign.id ?? ""} change=${(/** @type {string} */ campaign) => set({ campaign, queue: "" })} choices=${places.map((one) => [one.campaign.id, one.campaign.name])} />
      ${(place?.queues.length ?? 0) > 1 ? html`<${SelectField} id="transfer-queue" label=${t("transfer.queue")} value=${queue?.id ?? ""} change=${(/** @type {string} */ chosen) => set({ queue: chosen })} choices=${place?.queues.map((one) => [one.id, one.name])} />` : null}
      <${TextField} id="transfer-reason" label=${t("act.reason")} most=${200} value=${form.reason} change=${(/** @type {string} */ reason) => set({ reason })} />
      <${TextField} long id="transfer-note" label=${t("transfer.note")} most=${4000} value=${form.note} change=${(/** @type {string} */ note) => set({ note })} />
      <p class="field__hint">${t("transfer.text")}</p>`}</${ActDialog}>`;
}
