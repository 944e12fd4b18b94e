import { html, useState } from "../vendor/preact-htm.js";
import { Choices, SelectField, TextField } from "../cases/act-dialog.js";
import { FollowUpFields, followUpTime } from "../cases/follow-up-fields.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { bulkTargets } from "./bulk-targets.js";
import { chosenCampaigns } from "./chosen.js";

/**
 * What each act on many asks for. A part says what it would send in `ready`: the act, or what is missing.
 * @typedef {{ready: {current: Record<string, any> | string}}} Props
 */

/** @param {{id: string, name: string}[]} all @returns {[string, string][]} */
const byName = (all) => all.map((one) => /** @type {[string, string]} */ ([one.id, one.name])).sort((one, two) => one[1].localeCompare(two[1]));

/** @param {Props} props */
export function AssignPart({ ready }) {
  const { agents, queues, me } = useDesk((state) => ({ agents: state.directory.agents, queues: state.directory.queues, me: state.me }));
  const campaigns = chosenCampaigns();
  const members = new Set(Object.values(queues).filter((queue) => campaigns.length === 0 || campaigns.includes(queue.campaign)).flatMap((queue) => queue.members));
  const choices = byName(Object.values(agents).filter((one) => members.has(one.id)));
  const [agent, setAgent] = useState(choices.some(([id]) => id === me?.id) ? me?.id ?? "" : "");
  ready.current = agent ? { assign: agent } : t("listing.missing.agent");
  return html`<${SelectField} first id="bulk-agent" label=${t("listing.bulk.to")} value=${agent} change=${setAgent} choices=${[["", t("listing.choose")], ...choices.map(([id, name]) => [id, id === me?.id ? t("listing.myself", { name }) : name])]} />`;
}

/** @param {Props} props */
export function TransferPart({ ready }) {
  const { queues, agents } = useDesk((state) => state.directory);
  const { places: open, mayQueue, mayAgent } = useDesk((state) => bulkTargets(state, chosenCampaigns()));
  const places = byName(open);
  const [form, setForm] = useState({ campaign: "", queue: "", agent: "", reason: "", note: "" });
  const set = (/** @type {Partial<typeof form>} */ more) => setForm({ ...form, ...more });
  const within = Object.values(queues).filter((queue) => queue.campaign === form.campaign && !queue.archivedAt);
  const queue = within.some((one) => one.id === form.queue) ? form.queue : within[0]?.id ?? "";
  const members = (queues[queue]?.members ?? []).map((id) => agents[id]).filter((one) => one !== undefined);
  const reason = form.reason.trim();
  const note = form.note.trim();
  ready.current = places.length === 0 ? t("transfer.nowhere") : !queue ? t("listing.missing.place") : !mayQueue && !form.agent ? t("listing.missing.agent") : !reason ? t("transfer.reasonMissing") : { transfer: { campaign: form.campaign, queue, ...(form.agent ? { agent: form.agent } : {}), reason, ...(note ? { note } : {}) } };
  if (places.length === 0) return html`<p data-testid="bulk-nowhere">${t("transfer.nowhere")}</p>`;
  return html`<${SelectField} first id="bulk-campaign" label=${t("transfer.campaign")} value=${form.campaign} change=${(/** @type {string} */ campaign) => set({ campaign, queue: "", agent: "" })} choices=${[["", t("listing.choose")], ...places]} />
    ${within.length > 1 ? html`<${SelectField} id="bulk-queue" label=${t("listing.key.queue")} value=${queue} change=${(/** @type {string} */ next) => set({ queue: next, agent: "" })} choices=${byName(within)} />` : null}
    ${queue && mayAgent ? html`<${SelectField} id="bulk-to" label=${t("transfer.who")} value=${form.agent} change=${(/** @type {string} */ agent) => set({ agent })} choices=${[["", t(mayQueue ? "transfer.any" : "listing.choose")], ...byName(members)]} />` : null}
    <${TextField} required id="bulk-reason" label=${t("act.reason")} most=${200} value=${form.reason} change=${(/** @type {string} */ next) => set({ reason: next })} />
    <${TextField} long id="bulk-note" label=${t("transfer.note")} most=${4000} value=${form.note} change=${(/** @type {string} */ next) => set({ note: next })} />`;
}

/** @param {Props} props */
export function PriorityPart({ ready }) {
  const [priority, setPriority] = useState("high");
  ready.current = { priority };
  return html`<${Choices} first quiet name="bulk-priority" label=${t("priority.label")} value=${priority} change=${setPriority} choices=${["critical", "high", "medium", "low"].map((one) => [one, t(`priority.${one}`)])} />`;
}

/** @param {Props} props */
export function TypePart({ ready }) {
  const all = useDesk((state) => state.directory.campaigns);
  const campaigns = chosenCampaigns();
  const types = [...new Set(Object.values(all).filter((one) => campaigns.length === 0 || campaigns.includes(one.id)).flatMap((one) => one.types ?? []))].sort((one, two) => one.localeCompare(two));
  const [type, setType] = useState("");
  ready.current = { type: type || null };
  return html`<${SelectField} first id="bulk-type" label=${t("listing.key.type")} value=${type} change=${setType} choices=${[["", t("type.none")], ...types.map((one) => [one, one])]} />`;
}

/** @param {Props} props */
export function TagsPart({ ready }) {
  const tags = useDesk((state) => Object.values(state.directory.tags));
  const [form, setForm] = useState({ way: "addTags", tags: /** @type {string[]} */ ([]) });
  const shown = tags.filter((tag) => form.way === "removeTags" || !tag.archivedAt).sort((one, two) => one.name.localeCompare(two.name));
  ready.current = form.tags.length > 0 ? { [form.way]: form.tags } : t("listing.missing.tags");
  const turn = (/** @type {string} */ id) => setForm({ ...form, tags: form.tags.includes(id) ? form.tags.filter((one) => one !== id) : [...form.tags, id] });
  return html`<${Choices} first quiet name="bulk-way" label=${t("listing.bulk.tags")} value=${form.way} change=${(/** @type {string} */ way) => setForm({ way, tags: [] })} choices=${[["addTags", t("listing.bulk.addTags")], ["removeTags", t("listing.bulk.removeTags")]]} />
    ${shown.length === 0 ? html`<p>${t("tags.none")}</p>` : html`<fieldset class="field"><legend class="field__label">${t("listing.key.tag")}</legend><div class="choice-group">${shown.map((tag) => html`<label key=${tag.id} class="choice"><input class="choice__input" type="checkbox" checked=${form.tags.includes(tag.id)} data-testid="bulk-tag" onChange=${() => turn(tag.id)} /><${Icon} name="check" size="xs" class="choice__mark" />${tag.name}</label>`)}</div></fieldset>`}`;
}

/** @param {Props} props */
export function FollowUpPart({ ready }) {
  const [form, setForm] = useState({ when: "tomorrow", date: "", note: "" });
  const at = form.when === "none" ? null : followUpTime(form);
  const note = form.note.trim();
  ready.current = form.when === "none" ? { followUp: null } : at === null ? t("followUp.needsDate") : { followUp: { at: new Date(at).toISOString(), ...(note ? { note } : {}) } };
  return html`<${FollowUpFields} form=${form} set=${(/** @type {object} */ more) => setForm({ ...form, ...more })} none=${t("followUp.remove")} />`;
}
