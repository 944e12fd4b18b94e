import { html, useRef, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { moveIn } from "../ui/roving.js";
import { clearWire } from "./acts.js";
import { exactClock } from "./clock.js";
import { useSimulator } from "./simulator.js";

/** What travels: each request with both bodies, newest first. */
export function Wire() {
  const wire = useSimulator((state) => state.wire);
  const [open, setOpen] = useState(/** @type {number | null} */ (null));
  const [chosen, choose] = useState(/** @type {number | null} */ (null));
  const list = useRef(/** @type {any} */ (null));
  const newest = wire.toReversed();
  const stop = newest.some((entry) => entry.number === chosen) ? chosen : newest[0]?.number ?? null;
  return html`<section class="wire" aria-label=${t("wire.label")}>
    <div class="wire__head"><h2 class="switches__title">${t("wire.label")}</h2>
      <${IconButton} icon="trash" size="s" label=${t("wire.clear")} onClick=${clearWire} /></div>
    ${newest.length === 0 ? html`<p class="wire__empty">${t("wire.empty")}</p>` : null}
    <ol class="wire__list" ref=${list} onKeyDown=${(/** @type {KeyboardEvent} */ event) => moveIn(event, list.current, ".wire__entry")}>
      ${newest.map((entry) => html`<${Entry} key=${entry.number} entry=${entry} isOpen=${open === entry.number} isStop=${stop === entry.number}
        onFocus=${() => choose(entry.number)} onToggle=${() => setOpen(open === entry.number ? null : entry.number)} />`)}
    </ol>
  </section>`;
}

/**
 * @param {{entry: import("./types").Entry, isOpen: boolean, isStop: boolean, onFocus: () => void, onToggle: () => void}} props
 */
function Entry({ entry, isOpen, isStop, onFocus, onToggle }) {
  const toDesk = entry.to !== "meta";
  const status = entry.status === 0 ? t("wire.noAnswer") : String(entry.status);
  const isBad = entry.status === 0 || entry.status >= 400;
  return html`<li class="wire__item">
    <button class=${`wire__entry ${isBad ? "wire__entry--bad" : entry.note ? "wire__entry--noted" : ""}`} type="button" data-testid="wire-entry" data-kind=${entry.kind} data-status=${entry.status} tabindex=${isStop ? 0 : -1} aria-expanded=${isOpen} onFocus=${onFocus} onClick=${onToggle}>
      <${Icon} name=${entry.note === "repeated" ? "copy" : toDesk ? "outbound" : "inbound"} size="xs" />
      <span class="wire__kind">${entry.kind}</span>
      <span class="wire__sub">${exactClock(entry.at)} · ${entry.from} → ${entry.to} · ${status} · ${entry.ms} ms${entry.note ? ` · ${t(`note.${known(entry.note)}`, { note: entry.note })}` : ""}</span>
    </button>
    ${isOpen ? html`<div class="wire__detail">
      <p class="wire__line">${entry.method} ${entry.path}</p>
      ${entry.headers.map(([name, value]) => html`<p class="wire__line" key=${name}>${name}: ${value}</p>`)}
      ${entry.request ? html`<h3 class="wire__caption">${t("wire.request")}</h3><pre class="wire__body" tabindex="0" aria-label=${t("wire.request")}>${pretty(entry.request)}</pre>` : null}
      ${entry.response ? html`<h3 class="wire__caption">${t("wire.response")}</h3><pre class="wire__body" tabindex="0" aria-label=${t("wire.response")}>${pretty(entry.response)}</pre>` : null}
    </div>` : null}
  </li>`;
}

const NOTES = ["repeated", "retried", "cut", "never", "expired", "truncated", "oversize"];
/** @param {string} note */
const known = (note) => (NOTES.includes(note) ? note : "other");

/** @param {string} text */
function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}
