import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { FormField } from "../forms/form-field.js";
import { judge, outcomeOf } from "../forms/rules.js";
import { today } from "../forms/use-answer.js";
import { ApiError, get } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { chosenCampaigns } from "./chosen.js";

/**
 * Closes with one answer for all of them, where they are of one campaign and it asks; else without.
 * @param {import("./bulk-parts.js").Props} props
 */
export function ClosePart({ ready }) {
  const campaigns = chosenCampaigns();
  const campaign = campaigns.length === 1 ? campaigns[0] ?? null : null;
  const asks = useDesk((state) => (campaign ? state.directory.campaigns[campaign]?.policy.disposition ?? "off" : "off"));
  const [held, setHeld] = useState(/** @type {{form: import("../lib/types").OutcomeForm | null, error: string} | null} */ (null));
  const [answer, setAnswer] = useState({ with: asks === "required", values: /** @type {Record<string, any>} */ ({}), told: /** @type {string[]} */ ([]) });
  const wanted = campaign !== null && asks !== "off";
  useEffect(() => {
    if (!wanted) return;
    get(`/api/v1/forms?campaign=${campaign}`).then(({ items }) => setHeld({ form: items[0]?.fields?.length ? items[0] : null, error: "" }), (error) => { if (!(error instanceof ApiError)) throw error; setHeld({ form: null, error: error.message }); });
  }, [campaign]);
  const form = held?.form ?? null;
  const judgement = form ? judge(form.fields, answer.values, today()) : null;
  const outcome = form && judgement ? outcomeOf(form.fields, judgement.values, null) : null;
  const goes = form !== null && judgement !== null && answer.with;
  ready.current = wanted && !held ? t("listing.missing.form") : held?.error ? held.error : goes && judgement.faults.length > 0 ? t("listing.missing.answers", { count: judgement.faults.length })
    : { close: goes ? { disposition: { formVersion: form.version, values: judgement.values, ...(outcome && !hasCodes(form) ? { code: "final" } : {}) } } : {} };
  const change = (/** @type {string} */ field, /** @type {any} */ value) => { const { [field]: _, ...others } = answer.values; setAnswer({ ...answer, values: value === null || value === "" ? others : { ...others, [field]: value } }); };
  return html`<p class="dialog__warning"><${Icon} name="alert" size="s" /><span>${t("listing.bulk.closeText")}</span></p>
    ${wanted && !held ? html`<${Skeleton} kind="rows" label=${t("listing.loading")} />` : null}
    ${form && asks !== "required" ? html`<label class="check-line"><input class="checkbox" type="checkbox" checked=${answer.with} data-testid="bulk-classify" onChange=${() => setAnswer({ ...answer, with: !answer.with })} />${t("listing.bulk.classify", { form: form.name })}</label>` : null}
    ${goes ? html`<div class="outcome-form">${form.fields.filter((field) => judgement.shown.includes(field.id)).map((field) => html`<${FormField} key=${field.id} field=${field} name="bulk" value=${answer.values[field.id]} required=${judgement.required.includes(field.id)} fault=${answer.told.includes(field.id) ? judgement.faults.find((fault) => fault.field === field.id) : undefined} change=${(/** @type {any} */ value) => change(field.id, value)} leave=${() => setAnswer((now) => ({ ...now, told: [...new Set([...now.told, field.id])] }))} />`)}</div>` : null}
    ${campaigns.length > 1 ? html`<p class="field__hint">${t("listing.bulk.severalCampaigns")}</p>` : null}`;
}

/** @param {import("../lib/types").OutcomeForm} form */
const hasCodes = (form) => form.fields.some((field) => field.primary && (field.kind === "choice" || field.kind === "tree"));
