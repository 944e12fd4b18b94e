import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { setBot, setSwitches } from "./acts.js";
import { useSimulator } from "./simulator.js";

const CODES = [131047, 131026, 131053, 131056, 130429, 131048, 131000, 131016, 190];

/** What the provider does wrong on purpose. */
export function SwitchPane() {
  const switches = useSimulator((state) => state.switches);
  const lines = useSimulator((state) => (state.canSetBot ? state.lines : []));
  const bots = useSimulator((state) => state.bots);
  const failed = switches.failCode !== null;
  return html`<section class="switches" aria-label=${t("switches.label")}>
    <h2 class="switches__title">${t("switches.label")}</h2>
    <${Toggle} name="double" on=${switches.double} />
    <${Toggle} name="shuffle" on=${switches.shuffle} />
    <${Toggle} name="delay" on=${switches.delay > 0} change=${(/** @type {boolean} */ on) => ({ delay: on ? 3000 : 0 })} />
    <${Toggle} name="slow" on=${switches.slow > 0} change=${(/** @type {boolean} */ on) => ({ slow: on ? 8000 : 0 })} />
    <${Toggle} name="expired" on=${switches.expired} />
    <${Toggle} name="cut" on=${switches.cut} />
    <${Choice} name="failCode" value=${switches.failCode ?? ""} options=${["", ...CODES]} text=${(/** @type {number | ""} */ code) => (code === "" ? t("switches.none") : t("switches.code", { code, meaning: t(`code.${code}`) }))} change=${(/** @type {string} */ value) => ({ failCode: value === "" ? null : Number(value) })} />
    ${failed ? html`<${Choice} name="failAs" value=${switches.failAs} options=${["answer", "status"]} />` : null}
    <${Choice} name="answer" value=${switches.answer} options=${["normal", "unavailable", "html", "never"]} />
    <${Choice} name="media" value=${switches.media} options=${["normal", "expired", "truncated", "oversize"]} />
    ${lines.map((line) => html`<label key=${line.account} class="switches__row"><span>${t("bot.line", { line: line.alias })}</span>
      <input class="switch" type="checkbox" role="switch" checked=${bots.includes(line.account)} data-testid="bot" onChange=${(/** @type {any} */ event) => setBot(line.account, event.target.checked)} /></label>`)}
  </section>`;
}

/**
 * @param {{name: string, on: boolean, change?: (on: boolean) => Partial<import("./types").Switches>}} props
 */
function Toggle({ name, on, change = (value) => ({ [name]: value }) }) {
  return html`<label class="switches__row"><span>${t(`switches.${name}`)}</span>
    <input class="switch" type="checkbox" role="switch" checked=${on} data-testid=${`switch-${name}`} onChange=${(/** @type {any} */ event) => setSwitches(change(event.target.checked))} /></label>`;
}

/**
 * @param {{name: string, value: any, options: any[], text?: (option: any) => string, change?: (value: string) => Partial<import("./types").Switches>}} props
 */
function Choice({ name, value, options, text = (option) => t(`switches.${name}.${option}`), change = (chosen) => ({ [name]: chosen }) }) {
  return html`<div class="field"><label class="field__label" for=${`switch-${name}`}>${t(`switches.${name}`)}</label>
    <span class="select select--s"><select class="select__control" id=${`switch-${name}`} data-testid=${`switch-${name}`} value=${value} onChange=${(/** @type {any} */ event) => setSwitches(change(event.target.value))}>
      ${options.map((option) => html`<option key=${option} value=${option}>${text(option)}</option>`)}
    </select><${Icon} name="select" size="s" /></span></div>`;
}
