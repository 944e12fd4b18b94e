import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { toggled, withKey } from "./address.js";
import { dayOfField } from "./chips.js";

/** @typedef {{keys: import("./address.js").Keys, set: (keys: import("./address.js").Keys) => void}} Held */

/**
 * Any of several, as chips.
 * @param {Held & {name: string, label: string, choices: [value: string, text: string][]}} props
 */
export function Boxes({ keys, set, name, label, choices }) {
  return html`<fieldset class="field"><legend class="field__label">${label}</legend><div class="choice-group">${choices.map(([value, text]) => html`<label key=${value} class="choice"><input class="choice__input" type="checkbox" checked=${(keys[name] ?? []).includes(value)} data-testid=${`filter-${name}-${value}`} onChange=${() => set(toggled(keys, name, value))} /><${Icon} name="check" size="xs" class="choice__mark" />${text}</label>`)}</div></fieldset>`;
}

/**
 * Chips that each stand for several of the values.
 * @param {Held & {name: string, label: string, groups: [values: string[], text: string][]}} props
 */
export function Groups({ keys, set, name, label, groups }) {
  const held = keys[name] ?? [];
  const turn = (/** @type {string[]} */ values) => set(withKey(keys, name, values.every((one) => held.includes(one)) ? held.filter((one) => !values.includes(one)) : [...new Set([...held, ...values])]));
  return html`<fieldset class="field"><legend class="field__label">${label}</legend><div class="choice-group">${groups.map(([values, text]) => html`<label key=${text} class="choice"><input class="choice__input" type="checkbox" checked=${values.every((one) => held.includes(one))} data-testid=${`filter-${name}-${values[0]}`} onChange=${() => turn(values)} /><${Icon} name="check" size="xs" class="choice__mark" />${text}</label>`)}</div></fieldset>`;
}

/**
 * One of a few, the first being none.
 * @param {Held & {name: string, label: string, choices: [value: string, text: string][]}} props
 */
export function One({ keys, set, name, label, choices }) {
  const held = keys[name]?.[0] ?? "";
  return html`<fieldset class="field"><legend class="field__label">${label}</legend><div class="choice-group">${choices.map(([value, text]) => html`<label key=${value} class="choice"><input class="choice__input" type="radio" name=${`filter-${name}`} value=${value} checked=${held === value} data-testid=${`filter-${name}-${value || "any"}`} onChange=${() => set(withKey(keys, name, value ? [value] : []))} /><${Icon} name="check" size="xs" class="choice__mark" />${text}</label>`)}</div></fieldset>`;
}

/**
 * Between two days; the one that would be before the other takes its place.
 * @param {Held & {name: string, label: string}} props
 */
export function Days({ keys, set, name, label }) {
  const day = (/** @type {"From" | "To"} */ end) => html`<input class="input" type="date" aria-label=${t(end === "From" ? "listing.from" : "listing.to")} value=${dayOfField(keys[`${name}${end}`]?.[0] ?? "")} data-testid=${`filter-${name}${end}`} onChange=${(/** @type {any} */ event) => change(end, event.target.value)} />`;
  const change = (/** @type {"From" | "To"} */ end, /** @type {string} */ value) => {
    const other = end === "From" ? "To" : "From";
    const stands = dayOfField(keys[`${name}${other}`]?.[0] ?? "");
    const next = withKey(keys, `${name}${end}`, value ? [value] : []);
    const crossed = value && stands && (end === "From" ? stands < value : stands > value);
    set(crossed ? withKey(next, `${name}${other}`, [value]) : next);
  };
  return html`<fieldset class="field"><legend class="field__label">${label}</legend><div class="field field--row">${day("From")}${day("To")}</div></fieldset>`;
}

/**
 * A word or a number, taken when the field is left or Enter is pressed.
 * @param {Held & {name: string, label: string, placeholder?: string, number?: boolean}} props
 */
export function Word({ keys, set, name, label, placeholder, number }) {
  const held = keys[name]?.[0] ?? "";
  const take = (/** @type {string} */ value) => { const word = value.trim(); if (word !== held) set(withKey(keys, name, word ? [word] : [])); };
  return html`<div class="field"><label class="field__label" for=${`filter-${name}`}>${label}</label><input class="input" id=${`filter-${name}`} type=${number ? "number" : "text"} min=${number ? 0 : undefined} max=${number ? 5_256_000 : undefined} maxlength="200" autocomplete="off" placeholder=${placeholder} value=${held} data-testid=${`filter-${name}`}
    onChange=${(/** @type {any} */ event) => take(event.target.value)} onKeyDown=${(/** @type {any} */ event) => { if (event.key === "Enter") take(event.target.value); }} /></div>`;
}
