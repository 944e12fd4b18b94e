import { html, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Lazy } from "../ui/lazy.js";
import { loadSuggest } from "./later.js";
import { LONGEST } from "./write.js";
import { useSuggestions } from "./use-suggestions.js";

/**
 * The field: it grows with its text, offers answers after "/" and emoji after ":", and marks what still has to be filled in.
 * @param {{fieldRef: {current: any}, card: import("../lib/types").Card, note: boolean, name: string, value: string, missing: {name: string, from: number, to: number}[], tooLong: boolean, onText: (text: string) => void, onSend: () => void, onFiles: (files: FileList) => void}} props
 */
export function ComposerText({ fieldRef, card, note, name, value, missing, tooLong, onText, onSend, onFiles }) {
  const [scrolled, setScrolled] = useState(0);
  const marks = useRef(/** @type {any} */ (null));
  useGrowingField(fieldRef, value);
  useLayoutEffect(() => { if (marks.current) marks.current.scrollTop = scrolled; });
  const suggest = useSuggestions({ field: fieldRef, card, note, onText });
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (suggest.onKeyDown(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); onSend(); }
    if (event.key === "Escape") { event.stopPropagation(); /** @type {any} */ (document.querySelector(".timeline"))?.focus(); }
  };
  const onPaste = (/** @type {ClipboardEvent} */ event) => {
    const files = event.clipboardData?.files;
    if (note || !files || files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  const toFirst = () => { const [first] = missing; if (first) { fieldRef.current.focus(); fieldRef.current.setSelectionRange(first.from, first.to); } };
  const wrong = [tooLong ? "composer-long" : "", missing.length > 0 ? "composer-missing" : ""].filter(Boolean).join(" ");
  return html`<div class="composer__field">
    <label class="visually-hidden" for="composer-text">${note ? t("composer.noteFor") : t("composer.textFor", { name })}</label>
    <div class="composer__stack">${missing.length > 0 ? html`<div class="composer__marks" aria-hidden="true" ref=${marks}>${marked(value, missing)}</div>` : null}
    <textarea class="composer__text" id="composer-text" ref=${fieldRef} rows="1" data-testid="composer-text" value=${value} aria-keyshortcuts="C" aria-invalid=${wrong ? "true" : undefined} aria-describedby=${wrong || undefined}
      aria-autocomplete="list" aria-controls=${suggest.open ? "composer-suggest" : undefined} aria-activedescendant=${suggest.open ? `suggest-${suggest.active}` : undefined}
      placeholder=${note ? t("composer.notePlaceholder") : t("composer.placeholder", { name })} onInput=${(/** @type {any} */ event) => { onText(event.target.value); suggest.look(); }} onKeyDown=${onKeyDown} onPaste=${onPaste}
      onClick=${suggest.look} onBlur=${suggest.close} onScroll=${(/** @type {any} */ event) => setScrolled(event.target.scrollTop)}></textarea></div>
    ${missing.length > 0 ? html`<p class="composer__error composer__error--missing" id="composer-missing" role="status"><${Icon} name="alert" size="xs" /><span>${t("quick.missing", { names: [...new Set(missing.map((one) => value.slice(one.from, one.to)))].join(", ") })}</span><button type="button" class="button button--link" onClick=${toFirst}>${t("quick.fill")}</button></p>` : null}
    ${tooLong ? html`<p class="composer__error" id="composer-long" role="alert"><${Icon} name="alert" size="xs" />${t("composer.tooLong", { count: value.trim().length, most: LONGEST })}</p>` : null}
    <p class="visually-hidden" role="status">${suggest.open ? t("quick.found", { count: suggest.found.length }) : ""}</p>
    ${suggest.kind ? html`<${Lazy} load=${loadSuggest} failed=${suggest.close} suggest=${suggest} />` : null}
  </div>`;
}

/** @param {string} text @param {{from: number, to: number}[]} spans */
function marked(text, spans) {
  const parts = [];
  let from = 0;
  for (const span of spans) { parts.push(text.slice(from, span.from), html`<mark class="composer__mark">${text.slice(span.from, span.to)}</mark>`); from = span.to; }
  return [...parts, text.slice(from), "\n"];
}

/**
 * The field grows with its text up to a limit; where the browser can, by itself.
 * @param {{current: any}} ref
 * @param {string} value
 */
function useGrowingField(ref, value) {
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field || CSS.supports("field-sizing: content")) return;
    field.style.setProperty("height", "auto");
    field.style.setProperty("height", `${Math.min(200, field.scrollHeight)}px`);
  }, [value]);
}
