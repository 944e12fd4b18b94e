import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";
import { Icon } from "../ui/icon.js";
import { fieldRow, fieldText } from "./field-value.js";
import { saveProduct } from "./product-actions.js";

const CURRENCIES = ["PEN", "USD", "EUR", "ARS", "BOB", "BRL", "CLP", "COP", "MXN", "PYG", "UYU"];
/** What is offered; any other word may be written. */
const STATUSES = ["onTheWay", "delivered", "warranty", "returned"];

/**
 * A product, written down or changed in its place: Enter saves, Esc leaves it as it was, an error stands at its field.
 * @param {{contact: string, product: import("../lib/types").Product | null, types: import("../lib/types").ProductType[], leave: () => void}} props
 */
export function ProductForm({ contact, product, types, leave }) {
  const id = useRef(product?.id ?? uuidv7());
  const first = useRef(/** @type {any} */ (null));
  const [form, setForm] = useState({
    type: product?.type ?? (product ? "" : types[0]?.id ?? ""), name: product?.name ?? "", reference: product?.reference ?? "", status: product?.status ?? "",
    amount: product?.price?.amount ?? "", currency: product?.price?.currency ?? "PEN", version: product?.version, attributes: /** @type {Record<string, string>} */ (Object.fromEntries(Object.entries(product?.attributes ?? {}).map(([key, value]) => [key, String(value)]))),
  });
  const [state, setState] = useState({ busy: false, error: "", field: "" });
  useEffect(() => { first.current?.focus(); }, []);
  const fields = types.find((type) => type.id === form.type)?.fields ?? [];
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (state.busy) return;
    if (!form.name.trim()) { setState({ busy: false, error: t("contact.required"), field: "name" }); first.current?.focus(); return; }
    setState({ busy: true, error: "", field: "" });
    const attributes = Object.fromEntries(fields.map((field) => [field.id, fieldText(field, (form.attributes[field.id] ?? "").trim())]));
    const wrong = await saveProduct(contact, id.current, {
      type: form.type || null, name: form.name.trim(), reference: form.reference.trim() || null, status: form.status.trim() || null,
      price: form.amount.trim() ? { amount: form.amount.trim(), currency: form.currency } : null, attributes, ...(form.version ? { version: form.version } : {}),
    });
    if (!wrong) { leave(); return; }
    if (wrong.newer) setForm({ ...form, version: wrong.newer.version });
    setState({ busy: false, error: wrong.text, field: wrong.field });
  };
  const set = (/** @type {string} */ key) => (/** @type {any} */ event) => { setForm({ ...form, [key]: event.target.value }); if (state.error) setState({ busy: false, error: "", field: "" }); };
  const at = (/** @type {string} */ name) => state.error !== "" && (state.field === name || state.field.startsWith(`${name}.`));
  const problem = (/** @type {string} */ name) => (at(name) ? html`<span class="field__error" role="alert"><${Icon} name="alert" size="xs" />${state.error}</span>` : null);
  const text = (/** @type {"name" | "reference" | "status"} */ key, /** @type {any} */ more = {}) => html`<div class=${`field ${at(key) ? "field--invalid" : ""}`}><label class="field__label" for=${`product-${key}`}>${t(`product.${key}`)}${more.required ? html` <span class="field__required" aria-hidden="true">*</span>` : null}</label>
    <input class="input" id=${`product-${key}`} autocomplete="off" readonly=${state.busy} value=${form[key]} aria-invalid=${at(key) ? "true" : undefined} onInput=${set(key)} ...${more} />${problem(key)}</div>`;
  const elsewhere = state.error && !["name", "reference", "status", "type", "price", ...fields.map((field) => `attributes.${field.id}`)].some(at);
  return html`<form class="product-form" data-testid="product-form" onSubmit=${submit} novalidate onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); leave(); } }}>
    ${types.length > 0 ? html`<div class="field"><label class="field__label" for="product-type">${t("product.type")}</label><span class="select"><select class="select__control" id="product-type" value=${form.type} disabled=${state.busy} onChange=${set("type")}><option value="" selected=${form.type === ""}>${t("product.noType")}</option>
      ${form.type && !types.some((type) => type.id === form.type) ? html`<option value=${form.type} selected>${form.type}</option>` : null}${types.map((type) => html`<option key=${type.id} value=${type.id} selected=${type.id === form.type}>${type.label}</option>`)}</select><${Icon} name="chevron-down" size="s" /></span>${problem("type")}</div>` : null}
    ${text("name", { required: true, ref: first, maxlength: 200, "aria-required": "true" })}
    ${text("reference", { maxlength: 120 })}
    <div class="field--row">${text("status", { maxlength: 60, list: "product-statuses" })}<datalist id="product-statuses">${STATUSES.map((one) => html`<option key=${one} value=${t(`product.statuses.${one}`)}></option>`)}</datalist>
      <div class=${`field ${at("price") ? "field--invalid" : ""}`}><label class="field__label" for="product-amount">${t("product.price")}</label><span class="product-form__price"><input class="input" id="product-amount" inputmode="decimal" autocomplete="off" readonly=${state.busy} value=${form.amount} aria-invalid=${at("price") ? "true" : undefined} onInput=${set("amount")} />
        <span class="select"><select class="select__control" aria-label=${t("product.currency")} value=${form.currency} disabled=${state.busy} onChange=${set("currency")}>${[...new Set([form.currency, ...CURRENCIES])].map((one) => html`<option key=${one} value=${one} selected=${one === form.currency}>${one}</option>`)}</select></span></span>${problem("price")}</div></div>
    ${fields.map((field) => html`<${FormField} key=${field.id} field=${field} value=${form.attributes[field.id] ?? ""} busy=${state.busy} problem=${problem(`attributes.${field.id}`)} change=${(/** @type {string} */ value) => { setForm({ ...form, attributes: { ...form.attributes, [field.id]: value } }); if (state.error) setState({ busy: false, error: "", field: "" }); }} />`)}
    ${elsewhere ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}
    <div class="product-form__foot"><button type="button" class="button button--s" onClick=${leave}>${t("action.cancel")}</button><button type="submit" class=${`button button--primary button--s ${state.busy ? "button--busy" : ""}`} data-testid="save-product">${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("action.save")}</button></div></form>`;
}

/** @param {{field: import("../lib/types").CustomField, value: string, busy: boolean, problem: any, change: (value: string) => void}} props */
function FormField({ field, value, busy, problem, change }) {
  const row = fieldRow(field, value === "" ? undefined : value);
  const shared = { id: `product-field-${field.id}`, value, "aria-invalid": problem ? "true" : undefined, onInput: (/** @type {any} */ event) => change(event.target.value) };
  return html`<div class=${`field ${problem ? "field--invalid" : ""}`}><label class="field__label" for=${shared.id}>${field.label}</label>
    ${row.kind === "choice" ? html`<span class="select"><select class="select__control" disabled=${busy} ...${shared}><option value="" selected=${value === ""}>–</option>${row.options.map(([one, text]) => html`<option key=${one} value=${one} selected=${one === value}>${text}</option>`)}</select><${Icon} name="chevron-down" size="s" /></span>`
      : html`<input class="input" type=${row.kind === "date" ? "date" : "text"} inputmode=${row.kind === "number" ? "decimal" : undefined} autocomplete="off" readonly=${busy} ...${shared} />`}${problem}</div>`;
}
