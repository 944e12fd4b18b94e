import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Select } from "./choice-field.js";
import { pathTo } from "./reading.js";

/**
 * A typification: each level asks for the next one's branch, until a leaf is chosen.
 * @param {import("./form-field.js").ControlProps} props
 */
export function TreeField({ field, id, value, required, invalid, change, leave }) {
  const path = pathTo(field.options ?? [], value ?? "");
  const levels = [field.options ?? [], ...path.map((option) => option.options ?? []).filter((options) => options.length > 0)];
  return html`<div class="outcome-form__tree">${levels.map((options, level) => {
    const chosen = path[level]?.id ?? "";
    const open = level === levels.length - 1;
    const select = html`<${Select} key=${`${level}-${path[level - 1]?.id ?? ""}`} id=${level === 0 ? id : `${id}-${level}`} label=${level === 0 ? field.label : t("form.detailOf", { label: path[level - 1]?.label ?? "" })} options=${options} value=${chosen}
      required=${required || level > 0} invalid=${invalid && open} change=${(/** @type {string | null} */ next) => change(next ?? path[level - 1]?.id ?? null)} leave=${leave} />`;
    return level === 0 ? select : html`<div key=${`level-${level}`} class="field"><span class="field__label" aria-hidden="true">${t("form.detail")} <span class="field__required" title=${t("form.required")}>*</span></span>${select}</div>`;
  })}</div>`;
}
