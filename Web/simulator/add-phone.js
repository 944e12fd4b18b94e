import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { addPhone } from "./acts.js";
import { CHAT, MOST_PHONES } from "./reduce.js";
import { dispatch, useSimulator } from "./simulator.js";

/** Another customer: a new one, one who wrote before, the shop's chat, or a telephone that rings. */
export function AddPhone() {
  const shown = useSimulator((state) => state.shown);
  const lines = useSimulator((state) => state.lines);
  const calls = useSimulator((state) => state.calls);
  const webchat = useSimulator((state) => state.webchat);
  const others = useSimulator((state) => Object.values(state.phones).filter((phone) => !state.shown.includes(phone.id)).sort((one, other) => other.touchedAt - one.touchedAt).slice(0, 40));
  const [form, setForm] = useState({ name: "", number: "", kind: "whatsapp" });
  const count = shown.filter((id) => id !== CHAT).length;
  const set = (/** @type {Partial<typeof form>} */ part) => setForm((held) => ({ ...held, ...part }));
  const add = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const { name, number, kind } = form;
    const address = /^[A-Z]{2}\./.test(number.trim()) ? { userId: number.trim() } : number.trim() ? { number: number.trim() } : {};
    // Empty at once, for the next one; what is refused stands there again, unless somebody has written on.
    set({ name: "", number: "" });
    if (!(await addPhone({ name: name.trim(), kind, ...address }))) setForm((held) => (held.name || held.number ? held : { ...held, name, number }));
  };
  return html`<section class="add-phone" aria-label=${t("add.label")}>
    ${others.length > 0 ? html`<div class="field"><label class="field__label" for="add-known">${t("add.known")}</label>
      <span class="select"><select class="select__control" id="add-known" data-testid="add-known" value="" onChange=${(/** @type {any} */ event) => { dispatch({ type: "show", phone: event.target.value }); event.target.value = ""; }}>
        <option value="">${t("add.choose")}</option>
        ${others.map((phone) => html`<option key=${phone.id} value=${phone.id}>${phone.name} · ${phone.display ?? phone.userId}</option>`)}
      </select><${Icon} name="select" size="s" /></span></div>` : null}
    <form class="add-phone__form" onSubmit=${add}>
      <div class="field"><label class="field__label" for="add-name">${t("add.name")}</label>
        <input class="input" id="add-name" data-testid="add-name" required maxlength="80" value=${form.name} onInput=${(/** @type {any} */ event) => set({ name: event.target.value })} /></div>
      <div class="field"><label class="field__label" for="add-number">${t("add.number")}</label>
        <input class="input" id="add-number" data-testid="add-number" placeholder="+51 900 555 014" value=${form.number} onInput=${(/** @type {any} */ event) => set({ number: event.target.value })} />
        <span class="field__hint">${t("add.numberHint")}</span></div>
      ${calls ? html`<fieldset class="button-group add-phone__kinds"><legend class="visually-hidden">${t("add.kind")}</legend>
        ${["whatsapp", "voice"].map((kind) => html`<label key=${kind} class="button button--s"><input class="button-group__radio" type="radio" name="kind" value=${kind} checked=${form.kind === kind} onChange=${() => set({ kind })} /><${Icon} name=${kind} size="s" />${kind === "voice" ? t("add.voice") : "WhatsApp"}</label>`)}
      </fieldset>` : null}
      <button class="button button--primary" type="submit" data-testid="add-phone" disabled=${count >= MOST_PHONES || (form.kind === "whatsapp" && lines.length === 0)}><${Icon} name="plus" size="s" />${t("add.add")}</button>
      ${count >= MOST_PHONES ? html`<p class="field__hint">${t("add.full")}</p>` : form.kind === "whatsapp" && lines.length === 0 ? html`<p class="field__hint">${t("add.noLine")}</p>` : null}
    </form>
    ${webchat && !shown.includes(CHAT) ? html`<button class="button" type="button" data-testid="add-chat" onClick=${() => dispatch({ type: "show", phone: CHAT })}><${Icon} name="webchat" size="s" />${t("add.chat")}</button>` : null}
  </section>`;
}
