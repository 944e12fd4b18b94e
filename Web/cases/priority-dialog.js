import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";
import { ActDialog, Choices, SelectField } from "./act-dialog.js";
import { setFields } from "./acts.js";
import { nameOf } from "./words.js";

const PRIORITIES = ["critical", "high", "medium", "low"];

/**
 * How much it matters, and what it is about.
 * @param {{case: string}} props
 */
export function PriorityDialog({ case: id }) {
  const card = useDesk((state) => state.cases.byId[id]);
  const types = useDesk((state) => state.directory.campaigns[card?.campaign ?? ""]?.types) ?? [];
  const [form, setForm] = useState({ priority: card?.priority ?? "medium", type: card?.type ?? "" });
  if (!card) return null;
  const known = form.type && !types.includes(form.type) ? [form.type, ...types] : types;
  return html`<${ActDialog} title=${t("act.priority")} sub=${`${nameOf(card)} · #${card.number}`} confirm=${t("action.save")} testid="priority-dialog" run=${() => setFields(card, { priority: form.priority, ...(form.type === (card.type ?? "") ? {} : { type: form.type || null }) })}>
    <${Choices} first name="priority" label=${t("priority.label")} value=${form.priority} change=${(/** @type {any} */ priority) => setForm({ ...form, priority })} choices=${PRIORITIES.map((one) => [one, t(`priority.${one}`)])} />
    ${known.length > 0 ? html`<${SelectField} id="case-type" label=${t("type.label")} value=${form.type} change=${(/** @type {string} */ type) => setForm({ ...form, type })} choices=${[["", t("type.none")], ...known.map((one) => [one, one])]} />` : null}</${ActDialog}>`;
}
