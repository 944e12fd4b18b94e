import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { addressOf, nameOf } from "../cases/words.js";
import { t } from "../lib/i18n.js";
import { Avatar } from "../ui/avatar.js";
import { Icon } from "../ui/icon.js";
import { linkPoint } from "./contact-actions.js";

/**
 * A contact who may be this customer: why, how likely, and the act. An address that has a contact already changes hands only after a question.
 * @param {{card: import("../lib/types").Card, match: import("../lib/types").ContactMatch, may: boolean}} props
 */
export function MatchItem({ card, match, may }) {
  const { contact, reasons, strength } = match;
  const [state, setState] = useState({ asking: false, busy: false, error: "" });
  const known = card.contact.id;
  const confirm = useRef(/** @type {any} */ (null));
  useEffect(() => { if (state.asking) confirm.current?.focus(); }, [state.asking]);
  const link = async () => {
    if (state.busy) return;
    setState({ asking: state.asking, busy: true, error: "" });
    const error = await linkPoint(card, contact, known);
    setState({ asking: false, busy: false, error: error ?? "" });
    // What was pressed is gone with the list: the tab keeps the place.
    if (!error) /** @type {HTMLElement | null} */ (document.querySelector('.side-panel [role="tab"][aria-selected="true"]'))?.focus();
  };
  const sub = [contact.code ? [contact.documentKind, contact.code].filter(Boolean).join(" ") : t("match.noCode"), ...contact.points.slice(0, 1).map(addressOf)].join(" · ");
  return html`<li class="match-list__item" data-testid="match" data-contact=${contact.id}><${Avatar} name=${contact.name} /><span class="match-list__name">${contact.name}</span>
    ${state.asking ? null : html`<button type="button" class=${`button button--s ${state.busy ? "button--busy" : ""}`} disabled=${!may} data-testid="link" aria-label=${t(known ? "match.moveTo" : "match.linkTo", { name: contact.name })}
      onClick=${() => (known ? setState({ ...state, asking: true }) : void link())}>${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t(known ? "match.move" : "match.link")}</button>`}
    <span class="match-list__sub">${sub}</span>
    <span class="match-list__why"><span class="match-list__meter" role="img" aria-label=${t(`match.strength.${strength}`)} title=${t(`match.strength.${strength}`)}>${[1, 2, 3].map((bar) => html`<i key=${bar} data-on=${bar <= strength ? "" : undefined}></i>`)}</span>${reasons.map((reason) => t(`match.reason.${reason.kind}`, { value: reason.value ?? "" })).join(" · ")}</span>
    ${state.asking ? html`<div class="match-list__ask-move"><p>${t("match.moveText", { address: addressOf(card.contact.point), from: nameOf(card), to: contact.name })}</p>
      <span class="match-list__acts"><button type="button" class="button button--s" onClick=${() => setState({ ...state, asking: false })}>${t("action.cancel")}</button>
        <button type="button" class=${`button button--primary button--s ${state.busy ? "button--busy" : ""}`} data-testid="confirm-move" ref=${confirm} onClick=${() => void link()}>${t("match.move")}</button></span></div>` : null}
    ${state.error ? html`<span class="match-list__why field__error" role="alert"><${Icon} name="alert" size="xs" />${state.error}</span>` : null}</li>`;
}
