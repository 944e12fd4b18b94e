import { html, useEffect, useMemo, useRef, useState } from "../vendor/preact-htm.js";
import { openCase } from "../cases/open-case.js";
import { attendedCards, openCards, waitingCards } from "../cases/select.js";
import { StateChip } from "../cases/state-chip.js";
import { addressOf, nameOf, previewOf, stateOf } from "../cases/words.js";
import { dispatch, getState } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { markParts } from "../lib/fold.js";
import { shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { IconButton } from "../ui/button.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { actsNow } from "./palette-acts.js";
import { openListing } from "./open-listing.js";
import { openPeople } from "./open-people.js";
import { actItems, caseItems, foundCases, messageItems, numberAsked } from "./palette-items.js";
import { useSearch } from "./palette-search.js";

/** @typedef {import("./palette-items.js").Item} Item */

/** So many of a kind the server shows first: with all of them there may be more. */
const FIRST = 5;

/** Ctrl K: cases, contacts, what was said and acts in one list; arrows and Enter. A contact opens its cases here. */
export function CommandPalette() {
  const dialog = useRef(/** @type {any} */ (null));
  const [query, setQuery] = useState("");
  const [within, setWithin] = useState(/** @type {{contact: import("../lib/types").Contact, cards: import("../lib/types").Card[] | null, error: string} | null} */ (null));
  const [at, setAt] = useState(0);
  const acts = useMemo(actsNow, []);
  const [found, again] = useSearch(query, within === null);
  const leave = () => dispatch({ type: "dialog", dialog: null });
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    dialog.current.showModal();
    return () => { dialog.current?.close(); if (before?.isConnected && (document.activeElement === document.body || document.activeElement === null)) before.focus(); };
  }, []);

  const cards = within ? within.cards ?? [] : [...waitingCards(getState()), ...openCards(getState()), ...attendedCards(getState())];
  const words = { name: nameOf, preview: previewOf };
  const held = caseItems(cards, query, words);
  const cases = within ? held : [...held, ...foundCases(held, found.cases, words)];
  const number = within ? null : numberAsked(query, cases);
  /** @type {Item[]} */
  const contacts = within ? [] : found.contacts.map((contact) => ({ id: `contact-${contact.id}`, kind: "contact", icon: "user", title: contact.name, sub: contact.points.map(addressOf).join(" · "), end: contact.code ?? "", rank: 1, contact }));
  /** @type {(id: string, title: string, run: () => void) => Item} */
  const all = (id, title, go) => ({ id: `all-${id}`, kind: "act", icon: "arrow-right", title, sub: "", rank: 1, run: go });
  const asked = query.trim();
  const toCases = (/** @type {string} */ id, /** @type {unknown[]} */ first, /** @type {string} */ title) => (within || first.length < FIRST ? [] : [all(id, title, () => openListing(`?q=${encodeURIComponent(asked)}`))]);
  const allContacts = found.contacts.length < FIRST ? [] : [all("contacts", t("palette.allContacts", { query: asked }), () => openPeople("", { search: `?q=${encodeURIComponent(asked)}` }))];
  /** @type {[title: string, items: Item[]][]} */
  const groups = [
    [within ? t("palette.casesOf", { name: within.contact.name }) : t("palette.cases"), number === null ? [...cases, ...toCases("cases", found.cases, t("palette.allCases", { query: asked }))] : [...cases, { id: `number-${number}`, kind: /** @type {const} */ ("case"), icon: "arrow-right", title: t("palette.number", { number }), sub: "", rank: 1, number }]],
    [t("palette.contacts"), within ? [] : [...contacts, ...allContacts]],
    [t("palette.messages"), within ? [] : [...messageItems(found.messages, nameOf), ...toCases("messages", found.messages, t("palette.allMessages", { query: asked }))]],
    [t("palette.acts"), within ? [] : actItems(acts, query)],
  ];
  const items = groups.flatMap(([, group]) => group);
  const active = items[Math.min(at, items.length - 1)];

  const run = (/** @type {Item | undefined} */ item, /** @type {boolean} */ apart) => {
    if (!item) return;
    if (item.kind === "contact" && item.contact) { void enter(item.contact); return; }
    if (item.number && apart) { window.open(`/cases/${item.number}`, "_blank", "noopener"); return; }
    dialog.current.close();
    leave();
    if (item.run) item.run(); else if (item.number) openCase(item.number);
  };
  const enter = async (/** @type {import("../lib/types").Contact} */ contact) => {
    setWithin({ contact, cards: null, error: "" });
    setQuery("");
    setAt(0);
    try {
      const { items: theirs } = await get(`/api/v1/contacts/${contact.id}/cases?limit=20`);
      setWithin((held) => (held?.contact.id === contact.id ? { contact, cards: theirs.map((/** @type {{case: import("../lib/types").Card}} */ one) => one.case), error: "" } : held));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const code = t("error.code", { status: error.status, code: error.problem.id ?? error.code });
      setWithin((held) => (held?.contact.id === contact.id ? { contact, cards: [], error: code } : held));
    }
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = (Math.min(at, items.length - 1) + (event.key === "ArrowDown" ? 1 : items.length - 1)) % Math.max(1, items.length);
      setAt(next);
      document.getElementById(`palette-${items[next]?.id}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") { event.preventDefault(); run(active, event.ctrlKey || event.metaKey); }
    else if (event.key === "Backspace" && query === "" && within) { event.preventDefault(); setWithin(null); }
  };
  const onCancel = (/** @type {Event} */ event) => { event.preventDefault(); if (within) { setWithin(null); setAt(0); } else leave(); };
  const searching = found.status === "searching" || (within !== null && within.cards === null);
  const none = items.length === 0 && !searching && found.status !== "error" && !within?.error;
  const failed = within?.error || (found.status === "error" ? t("error.code", { status: found.error?.status ?? "", code: found.error?.code ?? "" }) : "");
  return html`<dialog ref=${dialog} class="command-palette" aria-label=${t("palette.label")} data-testid="palette" onCancel=${onCancel} onClick=${(/** @type {MouseEvent} */ event) => { if (event.target === dialog.current) leave(); }}>
    <div class="command-palette__head"><${Icon} name="search" />${within ? html`<span class="command-palette__within">${within.contact.name}</span>` : null}
      <input class="command-palette__input" type="text" autofocus role="combobox" aria-expanded="true" aria-autocomplete="list" aria-controls="palette-list" aria-activedescendant=${active ? `palette-${active.id}` : undefined} aria-label=${t("palette.label")} placeholder=${t(within ? "palette.filter" : "palette.placeholder")}
        value=${query} data-testid="palette-input" onInput=${(/** @type {any} */ event) => { setQuery(event.target.value); setAt(0); }} onKeyDown=${onKeyDown} />
      <span class="command-palette__took" aria-hidden="true">${searching ? html`<span class="button__spinner"></span>` : found.status === "ready" && !within ? t("palette.took", { count: found.took }) : null}</span>
      <${IconButton} icon="close" label=${t("action.close")} class="command-palette__close" onClick=${leave} /></div>
    <div class="command-palette__list" id="palette-list" role="listbox" aria-label=${t("palette.results")} aria-busy=${String(searching)} tabindex="-1" onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}>
      ${groups.filter(([, group]) => group.length > 0).map(([title, group]) => html`<div key=${title} role="group" aria-label=${title}><p class="menu__title" aria-hidden="true">${title}</p>
        ${group.map((item) => html`<${Option} key=${item.id} item=${item} query=${query} active=${item === active} run=${run} over=${() => setAt(items.indexOf(item))} />`)}</div>`)}
    </div>
    ${none ? html`<${BlankState} icon="search" title=${within ? t("palette.noCases", { name: within.contact.name }) : t("palette.none", { query: query.trim() })} text=${within ? undefined : t("palette.noneText")} />` : null}
    ${found.indexing && !within ? html`<p class="command-palette__note">${t("palette.indexing")}</p>` : null}
    ${failed ? html`<p class="command-palette__error" role="alert"><${Icon} name="alert" size="s" /><span>${t("palette.failed")} ${failed}</span>${within ? null : html`<button type="button" class="button button--s" onClick=${again}>${t("action.retry")}</button>`}</p>` : null}
    <p class="visually-hidden" role="status">${searching ? "" : t("palette.count", { count: items.length })}</p>
    <p class="command-palette__foot"><span><kbd class="kbd">↑</kbd> <kbd class="kbd">↓</kbd> ${t("palette.move")}</span><span><kbd class="kbd">Enter</kbd> ${t("palette.open")}</span><span><kbd class="kbd">Ctrl Enter</kbd> ${t("palette.apart")}</span><span><kbd class="kbd">Esc</kbd> ${t(within ? "action.back" : "action.close")}</span></p>
  </dialog>`;
}

/** @param {{item: Item, query: string, active: boolean, run: (item: Item, apart: boolean) => void, over: () => void}} props */
function Option({ item, query, active, run, over }) {
  return html`<div class=${`command-palette__item ${active ? "command-palette__item--active" : ""}`} id=${`palette-${item.id}`} role="option" aria-selected=${String(active)} data-testid="palette-item" data-kind=${item.kind}
    onClick=${(/** @type {MouseEvent} */ event) => run(item, event.ctrlKey || event.metaKey)} onPointerMove=${() => { if (!active) over(); }}>
    ${item.channel ? html`<${ChannelGlyph} channel=${item.channel} size="s" />` : html`<${Icon} name=${item.icon} size="s" />`}
    <span class="command-palette__title"><${Marked} text=${item.title} query=${query} />${item.card ? html` · #${item.card.number}` : null}</span>
    ${item.card ? html`<${StateChip} ...${stateOf(item.card)} />` : item.end ? html`<span class="menu__end">${item.kind === "act" ? html`<kbd class="kbd">${item.end}</kbd>` : item.kind === "message" ? shortDate(item.end, Date.now()) : item.end}</span>` : html`<span></span>`}
    ${item.parts ? html`<span class="command-palette__sub"><${Parts} parts=${item.parts} /></span>` : item.sub ? html`<span class="command-palette__sub"><${Marked} text=${item.sub} query=${query} /></span>` : null}
  </div>`;
}

/** @param {{text: string, query: string}} props */
function Marked({ text, query }) {
  return html`<${Parts} parts=${markParts(text, query)} />`;
}

/** @param {{parts: {text: string, match: boolean}[]}} props */
function Parts({ parts }) {
  return html`<span>${parts.map((part) => (part.match ? html`<mark class="command-palette__mark">${part.text}</mark>` : part.text))}</span>`;
}
