import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { matchRank } from "../lib/fold.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";

/** @typedef {{id: string, text: string, hint?: string}} Choice */
const MOST = 12;

/**
 * Several of many, each a token with a cross: typing finds, arrows and Enter choose, Backspace takes the last away.
 * @param {{id: string, label: string, placeholder?: string, values: string[], textOf: (id: string) => string, change: (values: string[]) => void, choices?: Choice[], find?: (words: string, signal: AbortSignal) => Promise<Choice[]>, free?: boolean}} props
 * `choices`: all there are; `find`: asked for instead; `free`: what was typed counts
 */
export function TokenField({ id, label, placeholder, values, textOf, change, choices, find, free }) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [found, setFound] = useState(/** @type {Choice[]} */ ([]));
  const field = useRef(/** @type {any} */ (null));
  const asked = text.trim();
  useEffect(() => {
    if (!find) return undefined;
    if (asked.length < 2) { setFound([]); return undefined; }
    const stop = new AbortController();
    const timer = setTimeout(() => { find(asked, stop.signal).then((items) => { if (!stop.signal.aborted) setFound(items); }); }, 200);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [asked]);
  const known = find ? found : (choices ?? []).filter((one) => !asked || matchRank(one.text, asked) > 0);
  const shown = known.filter((one) => !values.includes(one.id)).slice(0, MOST);
  const add = (/** @type {string} */ value) => { change([...values, value]); setText(""); setAt(0); field.current.focus(); };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); setOpen(true); setAt((at + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % Math.max(1, shown.length)); }
    else if (event.key === "Enter") { event.preventDefault(); const one = open ? shown[at] : undefined; if (one) add(one.id); else if (free && asked && !values.includes(asked)) add(asked); }
    else if (event.key === "Escape" && open) { event.preventDefault(); event.stopPropagation(); setOpen(false); setText(""); }
    else if (event.key === "Backspace" && text === "" && values.length > 0) change(values.slice(0, -1));
  };
  const list = open && shown.length > 0;
  return html`<div class="field token-field"><label class="field__label" for=${id}>${label}</label><span class="token-input" onClick=${() => field.current.focus()}>
    ${values.map((value) => html`<span key=${value} class="token-input__token">${textOf(value)}<button type="button" class="token-input__remove" aria-label=${t("listing.removeToken", { name: textOf(value) })} onClick=${(/** @type {Event} */ event) => { event.stopPropagation(); change(values.filter((one) => one !== value)); field.current.focus(); }}><${Icon} name="close" size="xs" /></button></span>`)}
    <input class="token-input__field" id=${id} ref=${field} role="combobox" autocomplete="off" maxlength="200" aria-expanded=${String(list)} aria-autocomplete="list" aria-controls=${list ? `${id}-list` : undefined} aria-activedescendant=${list ? `${id}-${at}` : undefined} placeholder=${values.length === 0 ? placeholder : undefined} value=${text}
      onInput=${(/** @type {any} */ event) => { setText(event.target.value); setOpen(true); setAt(0); }} onFocus=${() => setOpen(true)} onBlur=${() => setOpen(false)} onKeyDown=${onKeyDown} /></span>
    ${list ? html`<ul class="token-field__list" id=${`${id}-list`} role="listbox" aria-label=${label} onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}>${shown.map((one, index) => html`<li key=${one.id} id=${`${id}-${index}`} class=${`menu__item ${index === at ? "menu__item--active" : ""}`} role="option" aria-selected=${String(index === at)} onClick=${() => add(one.id)}>${one.text}${one.hint ? html`<span class="menu__end">${one.hint}</span>` : null}</li>`)}</ul>` : null}</div>`;
}
