import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { addressOf } from "../cases/words.js";
import { ApiError, get } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { Avatar } from "../ui/avatar.js";
import { Icon } from "../ui/icon.js";
import { documentOf } from "./person-words.js";

/** Between the last key and the question. */
const PAUSE = 200;

/**
 * A contact looked for by name, document, phone or mail, and chosen; arrows lead from the words to the list.
 * @param {{without: string, choose: (contact: import("../lib/types").Contact) => void}} props
 */
export function PersonPicker({ without, choose }) {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState(/** @type {{items: import("../lib/types").Contact[], of: string, failed: boolean}} */ ({ items: [], of: "", failed: false }));
  const asked = query.trim();
  useEffect(() => {
    if (!asked) { setFound({ items: [], of: "", failed: false }); return undefined; }
    const cut = new AbortController();
    const timer = setTimeout(() => {
      get(`/api/v1/contacts?q=${encodeURIComponent(asked)}&limit=8`, { signal: cut.signal }).then(
        ({ items }) => { if (!cut.signal.aborted) setFound({ items: items.filter((/** @type {any} */ one) => one.id !== without), of: asked, failed: false }); },
        (error) => { if (cut.signal.aborted) return; if (!(error instanceof ApiError)) throw error; setFound({ items: [], of: asked, failed: true }); });
    }, PAUSE);
    return () => { clearTimeout(timer); cut.abort(); };
  }, [asked, without]);
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const box = /** @type {HTMLElement} */ (event.currentTarget);
    const all = /** @type {HTMLElement[]} */ ([...box.querySelectorAll("input, .person-picker__one")]);
    const next = all[all.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  };
  return html`<div class="person-picker" onKeyDown=${onKeyDown}>
    <label class="input-icon"><${Icon} name="search" size="s" /><input class="input" type="search" data-autofocus autocomplete="off" maxlength="200" placeholder=${t("match.placeholder")} aria-label=${t("people.pick")} value=${query} data-testid="person-pick"
      onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter") event.preventDefault(); if (event.key === "Escape" && query) { event.preventDefault(); event.stopPropagation(); setQuery(""); } }} /></label>
    <p class="visually-hidden" role="status">${found.of && !found.failed ? t("match.count", { count: found.items.length }) : ""}</p>
    ${found.failed ? html`<p class="match-list__none" role="alert">${t("match.failed")}</p>` : found.of && found.items.length === 0 ? html`<p class="match-list__none">${t("match.none", { query: found.of })}</p>` : null}
    <ul class="person-picker__list" aria-label=${t("match.results")}>${found.items.map((contact) => html`<li key=${contact.id}><button type="button" class="person-picker__one" data-testid="person-pick-one" onClick=${() => choose(contact)}><${Avatar} name=${contact.name} /><span class="person-picker__name">${contact.name}</span><span class="person-picker__sub">${[documentOf(contact), ...contact.points.slice(0, 1).map(addressOf)].filter(Boolean).join(" · ")}</span></button></li>`)}</ul></div>`;
}
