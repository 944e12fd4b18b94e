import { html, useState } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";
import { currentTimeZone } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { useDesk } from "../ui/use-desk.js";
import { ActDialog, SelectField } from "./act-dialog.js";
import { setFollowUp } from "./acts.js";
import { momentWords } from "./card-marks.js";
import { FollowUpFields, followUpTime } from "./follow-up-fields.js";
import { nameOf } from "./words.js";

/**
 * The next step of a case: when, whose, and what.
 * @param {{case: string}} props
 */
export function FollowUpDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id] ?? state.cases.attended[id]);
  const members = useDesk((state) => state.directory.queues[card?.queue ?? ""]?.members);
  const { agents, me } = useDesk((state) => ({ agents: state.directory.agents, me: state.me?.id ?? "" }));
  const held = card?.followUp ?? null;
  const [form, setForm] = useState({ when: held ? "date" : "tomorrow", date: held ? fieldOf(held.at) : "", note: held?.note ?? "", owner: held?.owner ?? card?.agent ?? me });
  if (!card) return null;
  const set = (/** @type {Partial<typeof form>} */ more) => setForm({ ...form, ...more });
  const owners = [...new Set([form.owner, me, ...(members ?? [])])].map((one) => /** @type {[string, string]} */ ([one, agents[one]?.name ?? ""])).filter(([, name]) => name);
  const run = () => {
    if (form.when === "none") return setFollowUp(card, null);
    const at = followUpTime(form);
    if (at === null) return t("followUp.needsDate");
    if (at <= serverNow()) return t("followUp.past");
    const note = form.note.trim();
    return setFollowUp(card, { at: new Date(at).toISOString(), ...(form.owner ? { owner: form.owner } : {}), ...(note ? { note } : {}) });
  };
  const done = () => toast(form.when === "none" ? t("followUp.removed", { number: card.number }) : t("followUp.toast", { number: card.number, time: momentWords(new Date(followUpTime(form) ?? 0).toISOString()) }), "followup");
  return html`<${ActDialog} title=${t("followUp.title")} sub=${`${nameOf(card)} · #${card.number}`} confirm=${t("action.save")} testid="follow-up-dialog" run=${run} done=${done}>
    <${FollowUpFields} form=${form} set=${set} none=${held ? t("followUp.remove") : undefined} />
    ${owners.length > 1 && form.when !== "none" ? html`<${SelectField} id="follow-up-owner" label=${t("followUp.owner")} value=${form.owner} change=${(/** @type {string} */ owner) => set({ owner })} choices=${owners} />` : null}</${ActDialog}>`;
}

/**
 * As a field of date and time takes it, on the clocks of the organisation.
 * @param {string} at
 */
function fieldOf(at) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-GB", { timeZone: currentTimeZone(), hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" }).formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}
