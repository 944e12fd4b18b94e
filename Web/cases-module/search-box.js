import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { withKey } from "./address.js";

/** After the last letter. */
const PAUSE = 300;
/** As many as the server reads. */
const MOST = 500;

/**
 * Name, number, title, document, telephone, tag or anything that was said: the list shows what is found while it is typed.
 * @param {{asked: ReturnType<typeof import("./use-asked.js").useAsked>}} props
 */
export function SearchBox({ asked }) {
  const said = asked.keys.q?.[0] ?? "";
  const [text, setText] = useState(said);
  const timer = useRef(/** @type {any} */ (null));
  const sent = useRef(said);
  const now = useRef(asked);
  now.current = asked;
  useEffect(() => { if (said !== sent.current) { sent.current = said; setText(said); } }, [said]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (/** @type {string} */ words) => { clearTimeout(timer.current); const q = words.trim(); if (q === sent.current) return; sent.current = q; now.current.setKeys(withKey(now.current.keys, "q", q ? [q] : []), true); };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") { event.preventDefault(); ask(text); }
    if (event.key === "Escape" && text) { event.preventDefault(); event.stopPropagation(); setText(""); ask(""); }
    if (event.key === "ArrowDown") { event.preventDefault(); /** @type {HTMLElement | null} */ (document.querySelector('.cases [data-row][tabindex="0"]'))?.focus(); }
  };
  return html`<label class="input-icon cases__search"><${Icon} name="search" size="s" /><input class="input" type="search" autocomplete="off" maxlength=${MOST} placeholder=${t("listing.search")} aria-label=${t("listing.searchLabel")} value=${text} data-testid="listing-search"
    onInput=${(/** @type {any} */ event) => { const words = event.target.value; setText(words); clearTimeout(timer.current); timer.current = setTimeout(() => ask(words), PAUSE); }} onKeyDown=${onKeyDown} /></label>`;
}
