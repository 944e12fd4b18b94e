import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { policyOf, unitOf } from "../cases/words.js";
import { t } from "../lib/i18n.js";
import { moveIn } from "../ui/roving.js";
import { useDesk } from "../ui/use-desk.js";
import { loadContact } from "./contact-actions.js";
import { ContactHead } from "./contact-head.js";
import { MatchList } from "./match-list.js";
import { contactsIn } from "./part.js";
import { PersonalData } from "./personal-data.js";
import { ProductList } from "./product-list.js";
import { TicketData } from "./ticket-data.js";

/**
 * Who it is: personal data, and what the campaign has no tabs of its own for. An unknown customer is looked for first.
 * @param {{card: import("../lib/types").Card}} props
 */
export function ContactPanel({ card }) {
  const { contact, loaded, tabs } = useDesk((state) => ({
    contact: contactOf(card, state), loaded: state.conversations[card.id]?.status === "ready", tabs: policyOf(card).tabs ?? [],
  }));
  const [part, setPart] = useState("personal");
  const stale = Boolean(card.contact.id) && (!contact || (contact.newest ?? 0) > contact.version);
  useEffect(() => { if (loaded && stale && card.contact.id) void loadContact(card.id, card.contact.id); }, [loaded, stale, contact?.newest, card.contact.id]);
  if (!card.contact.id) return html`<${MatchList} card=${card} />`;
  const parts = ["personal", ...(tabs.includes("products") ? [] : ["products"]), ...(tabs.includes("ticket") ? [] : ["ticket"])];
  const shown = parts.includes(part) ? part : "personal";
  return html`<${ContactHead} card=${card} contact=${contact} />
    ${parts.length > 1 ? html`<${Parts} card=${card} parts=${parts} shown=${shown} choose=${setPart} />` : null}
    <div class="contact-panel__part" id="contact-part" role=${parts.length > 1 ? "tabpanel" : undefined} aria-labelledby=${parts.length > 1 ? `part-${shown}` : undefined} key=${shown}>
      ${shown === "products" ? html`<${ProductList} card=${card} />` : shown === "ticket" ? html`<${TicketData} card=${card} />` : html`<${PersonalData} card=${card} contact=${contact} />`}</div>`;
}

/**
 * The conversation's contact, while it is the card's.
 * @param {import("../lib/types").Card} card
 * @param {import("../lib/types").State} state
 */
export function contactOf(card, state) {
  const held = state.conversations[card.id]?.contact ?? null;
  return held && held.id === card.contact.id ? held : null;
}

/** @param {{card: import("../lib/types").Card, parts: string[], shown: string, choose: (part: string) => void}} props */
function Parts({ card, parts, shown, choose }) {
  const count = useDesk((state) => (card.contact.id ? contactsIn(state).products[card.contact.id]?.items.length ?? 0 : 0));
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (moveIn(event, /** @type {HTMLElement} */ (event.currentTarget), '[role="tab"]')) choose(/** @type {HTMLElement} */ (document.activeElement).dataset.part ?? "personal");
  };
  return html`<div class="tabs contact-panel__tabs" role="tablist" aria-label=${t("contact.parts")} onKeyDown=${onKeyDown}>
    ${parts.map((one) => html`<button key=${one} type="button" class="tabs__tab" role="tab" id=${`part-${one}`} data-part=${one} aria-selected=${String(one === shown)} aria-controls="contact-part" tabindex=${one === shown ? 0 : -1} onClick=${() => choose(one)}>${t(`contact.part.${one}`, { unit: unitOf(card) })}${one === "products" && count > 0 ? html` <span class="tabs__count">${count}</span>` : null}</button>`)}</div>`;
}
