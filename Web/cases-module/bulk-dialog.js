import { html, useRef, useState } from "../vendor/preact-htm.js";
import { refusal } from "../cases/acts.js";
import { t } from "../lib/i18n.js";
import { uuidv7 } from "../lib/uuid.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { startBulk } from "./bulk-acts.js";
import { AssignPart, FollowUpPart, PriorityPart, TagsPart, TransferPart, TypePart } from "./bulk-parts.js";
import { ClosePart } from "./bulk-close.js";

/** @type {Record<string, any>} */
const PARTS = { assign: AssignPart, transfer: TransferPart, priority: PriorityPart, tags: TagsPart, type: TypePart, followUp: FollowUpPart, close: ClosePart };

/**
 * Asks what an act on many needs to know; each case is then judged on its own, and what is refused is said case by case.
 * @param {{kind: string, count: number, orMore: boolean, leave: () => void}} props
 */
export function BulkDialog({ kind, count, orMore, leave }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const id = useRef(uuidv7());
  /**
   * What its part would send: the act, or what is missing as a sentence.
   * @type {{current: Record<string, any> | string}}
   */
  const ready = useRef("");
  const [state, setState] = useState({ busy: false, error: "" });
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (state.busy || offline) return;
    const act = ready.current;
    if (typeof act === "string") { setState({ busy: false, error: act }); return; }
    setState({ busy: true, error: "" });
    const error = await startBulk(act, id.current);
    if (error) { if (error.status !== 0) id.current = uuidv7(); setState({ busy: false, error: refusal(error) }); } else leave();
  };
  const Part = PARTS[kind];
  return html`<${Dialog} title=${t(`listing.bulk.${kind}`)} sub=${t(orMore ? "listing.countMore" : "listing.bulk.sub", { count })} testid="bulk-dialog" onClose=${leave} foot=${html`
    <button type="button" class="button" onClick=${leave} data-autofocus=${kind === "close" ? true : undefined}>${t("action.cancel")}</button>
    <button type="submit" form="bulk-form" class=${`button ${kind === "close" ? "button--danger" : "button--primary"} ${state.busy ? "button--busy" : ""}`} aria-busy=${state.busy ? "true" : undefined} disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} data-testid="bulk-confirm">${state.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${orMore ? t(`listing.bulk.${kind}`) : t(`listing.confirm.${kind}`, { count })}</button>`}>
    <form id="bulk-form" class="dialog__form" novalidate onSubmit=${send}><${Part} ready=${ready} />
      <p class="field__hint">${t("listing.bulk.each")}</p>
      ${state.error ? html`<p class="dialog__warning dialog__warning--danger" role="alert"><${Icon} name="alert" size="s" /><span>${state.error}</span></p>` : null}</form></${Dialog}>`;
}
