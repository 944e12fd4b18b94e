import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { SelectField } from "../cases/act-dialog.js";
import { loadLabels, words } from "../contacts/contact-actions.js";
import { leads } from "../cases/rights.js";
import { contactsIn } from "../contacts/part.js";
import { uniqueFields } from "../contacts/personal-data.js";
import { put } from "../lib/api.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { ImportPreview } from "./import-preview.js";
import { TARGETS, wrongPlan } from "./import-shape.js";

/**
 * What each column of the file is, beside its first values; how a row finds a contact that is here already, and what becomes of that one.
 * @param {{file: import("./import-shape.js").ContactImport, set: (found: import("./import-shape.js").ContactImport) => void}} props
 */
export function ImportMapping({ file, set }) {
  const { campaigns, known, scope, offline, me } = useDesk((state) => ({ campaigns: state.directory.campaigns, known: contactsIn(state).labels, scope: state.screen.scope, offline: state.connection.status === "offline", me: state.me }));
  const labels = known ?? [];
  useEffect(() => { if (!known) void loadLabels(); }, [known]);
  const [columns, setColumns] = useState(/** @type {Record<string, string>} */ ({ ...file.mapping }));
  const open = Object.values(campaigns).filter((one) => !one.archivedAt && leads(me, one.id)).sort((a, b) => a.name.localeCompare(b.name));
  const targets = Object.values(columns);
  const [plan, setPlan] = useState({ match: targets.includes("code") ? "code" : targets.includes("phone") ? "phone" : "email", onMatch: "update", campaign: open.find((one) => one.id === scope)?.id ?? open[0]?.id ?? "", labels: /** @type {string[]} */ ([]) });
  const [state, setState] = useState({ busy: false, error: "" });
  const fields = uniqueFields(open.filter((one) => one.id === plan.campaign).flatMap((one) => one.contactFields ?? []));
  const choices = /** @type {[string, string][]} */ ([["", t("people.import.ignore")], ...TARGETS.map((one) => [one, t(`people.field.${one}`)]), ...fields.map((field) => [`attributes.${field.id}`, field.label])]);
  const change = (/** @type {number} */ at, /** @type {string} */ target) => { setColumns({ ...columns, [at]: target }); setState({ busy: false, error: "" }); };
  const nameOf = (/** @type {string} */ target) => choices.find(([one]) => one === target)?.[1] ?? target;
  // Fields of another campaign are not this one's.
  const asked = { columns: Object.fromEntries(Object.entries(columns).filter(([, target]) => target && choices.some(([one]) => one === target))), match: plan.match, onMatch: plan.onMatch, campaign: plan.campaign, labels: plan.labels };
  const wrong = wrongPlan(asked.columns, plan.match);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (state.busy || offline) return;
    if (wrong) { setState({ busy: false, error: t(`people.import.wrong.${wrong.kind}`, { field: nameOf(wrong.target) }) }); return; }
    setState({ busy: true, error: "" });
    try {
      set(await put(`/api/v1/contact-imports/${file.id}/mapping`, asked));
    } catch (error) { setState({ busy: false, error: words(error) }); }
  };
  const figures = new Intl.NumberFormat(currentLanguage());
  return html`<form class="import-plan" onSubmit=${submit} novalidate data-testid="import-plan">
    <p class="people__intro">${t("people.import.found", { rows: figures.format(file.total), columns: file.columns.length, encoding: file.encoding || file.format.toUpperCase() })}</p>
    <div class="import-plan__scroll" tabindex="0" role="region" aria-label=${t("people.import.columnsLabel")}><table class="import-table"><thead><tr><th scope="col">${t("people.import.column")}</th><th scope="col">${t("people.import.is")}</th><th scope="col">${t("people.import.sample")}</th></tr></thead>
      <tbody>${file.columns.map((heading, at) => html`<tr key=${at} data-testid="import-column"><th scope="row">${heading || t("people.import.unnamed", { number: at + 1 })}</th>
        <td><span class="select"><select class="select__control" aria-label=${t("people.import.isNamed", { column: heading || String(at + 1) })} value=${columns[at] ?? ""} onChange=${(/** @type {any} */ event) => change(at, event.currentTarget.value)}>${choices.map(([value, text]) => html`<option key=${value} value=${value} selected=${(columns[at] ?? "") === value}>${text}</option>`)}</select><${Icon} name="select" size="s" /></span></td>
        <td class="import-table__sample">${file.rows.slice(0, 3).map((row) => row[at]).filter(Boolean).map((value, index) => html`<span key=${index} class="import-table__value">${value}</span>`)}</td></tr>`)}</tbody></table></div>
    <div class="import-plan__rules">
      <${SelectField} id="import-match" label=${t("people.import.match")} value=${plan.match} choices=${["code", "phone", "email"].map((one) => /** @type {[string, string]} */ ([one, t(`people.field.${one}`)]))} change=${(/** @type {string} */ match) => { setPlan({ ...plan, match }); setState({ busy: false, error: "" }); }} />
      <${SelectField} id="import-on-match" label=${t("people.import.onMatch")} value=${plan.onMatch} choices=${[["update", t("people.import.update")], ["skip", t("people.import.skip")]]} change=${(/** @type {string} */ onMatch) => setPlan({ ...plan, onMatch })} />
      ${open.length > 0 ? html`<${SelectField} id="import-campaign" label=${t("people.import.campaign")} value=${plan.campaign} choices=${open.map((one) => /** @type {[string, string]} */ ([one.id, one.name]))} change=${(/** @type {string} */ campaign) => setPlan({ ...plan, campaign })} />` : null}</div>
    ${labels.length > 0 ? html`<fieldset class="field"><legend class="field__label">${t("people.import.labels")}</legend><div class="choice-group">${labels.filter((label) => !label.archivedAt).map((label) => html`<label key=${label.id} class="choice"><input class="choice__input" type="checkbox" checked=${plan.labels.includes(label.id)} onChange=${(/** @type {any} */ event) => setPlan({ ...plan, labels: event.currentTarget.checked ? [...plan.labels, label.id] : plan.labels.filter((one) => one !== label.id) })} /><${Icon} name="check" size="xs" class="choice__mark" />${label.name}</label>`)}</div></fieldset>` : null}
    <${ImportPreview} id=${file.id} plan=${wrong ? null : asked} />
    ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert" data-testid="import-wrong"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}
    <p class="import-plan__foot"><button type="submit" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} class=${`button button--primary ${state.busy ? "button--busy" : ""}`} data-testid="import-run">${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("people.import.run", { count: file.total })}</button></p></form>`;
}
