import { html, useEffect } from "../vendor/preact-htm.js";
import { setFields, refusal } from "../cases/acts.js";
import { lineOf, stateOf, unitOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { ApiError, get } from "../lib/api.js";
import { clockTime, exactTime, shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { CopyButton } from "./copy-button.js";
import { EditRow } from "./edit-row.js";
import { fieldRow, fieldText } from "./field-value.js";
import { contactsIn } from "./part.js";

const PRIORITIES = ["critical", "high", "medium", "low"];

/**
 * What is known of the case itself: its facts, and what is written in place: about what it is, type, priority, and the fields its campaign asks for.
 * @param {{card: import("../lib/types").Card}} props
 */
export function TicketData({ card }) {
  const { campaign, queue, account, agent, fields, types, may, loaded, attributes } = useDesk((state) => {
    const one = state.directory.campaigns[card.campaign];
    return {
      campaign: one?.name ?? "", queue: state.directory.queues[card.queue]?.name ?? "", account: state.directory.accounts[card.account], agent: state.directory.agents[card.agent ?? card.closedBy ?? ""]?.name ?? "",
      fields: one?.caseFields, types: one?.types, may: card.agent === state.me?.id || state.me?.role !== "agent" || card.sight === "full", loaded: state.conversations[card.id]?.status === "ready", attributes: contactsIn(state).attributes[card.id],
    };
  });
  const now = useNow(false);
  const asks = (fields ?? []).length > 0;
  useEffect(() => { if (loaded && asks && !attributes) void loadAttributes(card.id); }, [card.id, loaded, asks, attributes === undefined]);
  const save = (/** @type {(value: string) => any} */ change) => async (/** @type {string} */ value) => {
    const error = await setFields(card, change(value));
    return error ? error.problem.errors?.[0]?.message ?? refusal(error) : null;
  };
  const unit = unitOf(card);
  const known = card.type && !(types ?? []).includes(card.type) ? [card.type, ...(types ?? [])] : types ?? [];
  const fact = (/** @type {string} */ key, /** @type {any} */ value, /** @type {any} */ actions = null) => html`<div class="contact-panel__row" key=${key}><span class="contact-panel__key">${t(`ticket.${key}`, { unit })}</span><span class="contact-panel__value">${value || "–"}</span><span class="contact-panel__actions">${actions}</span></div>`;
  const row = (/** @type {any} */ props) => html`<${EditRow} key=${`${card.id}-${props.field}`} empty=${t("contact.addValue")} readOnly=${!may} ...${props} />`;
  return html`<div class="side-panel__scroll"><div class="contact-panel__rows">
    ${fact("number", `#${card.number}`, html`<${CopyButton} text=${String(card.number)} />`)}
    ${fact("state", stateOf(card).label)}
    ${row({ field: "description", label: t("ticket.description"), value: card.description ?? null, kind: "long", save: save((value) => ({ description: value || null })) })}
    ${known.length > 0 ? row({ field: "type", label: t("type.label"), value: card.type ?? null, kind: "choice", options: known.map((one) => [one, one]), save: save((value) => ({ type: value || null })) }) : null}
    ${row({ field: "priority", label: t("priority.label"), value: card.priority ?? "medium", shown: t(`priority.${card.priority ?? "medium"}`), kind: "choice", required: true, options: PRIORITIES.map((one) => [one, t(`priority.${one}`)]), save: save((value) => ({ priority: value })) })}
    ${asks && attributes ? (fields ?? []).map((field) => row({ field: field.id, ...fieldRow(field, attributes.values[field.id]), save: save((value) => ({ attributes: { [field.id]: fieldText(field, value) } })) })) : null}
    ${fact("outcome", card.outcome?.text)}
    ${fact("campaign", campaign)}${fact("queue", queue)}${fact("line", [account?.alias, lineOf(account)].filter((one, index, all) => one && all.indexOf(one) === index).join(" · "))}
    ${fact("agent", agent)}${["created", "opened", "closed"].map((key) => { const at = card[/** @type {"createdAt"} */ (`${key}At`)]; return at ? fact(key, html`<time datetime=${at} title=${exactTime(at)}>${shortDate(at, now)}, ${clockTime(at)}</time>`) : null; })}
  </div></div>`;
}

/** @param {string} id */
async function loadAttributes(id) {
  try {
    dispatch({ type: "attributes", ...(await get(`/api/v1/cases/${id}/attributes`)) });
  } catch (error) {
    // The rows stay away, and the next look at the tab asks again.
    if (!(error instanceof ApiError)) throw error;
  }
}
