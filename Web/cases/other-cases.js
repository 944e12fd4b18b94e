import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { openCase } from "./open-case.js";
import { mayClose } from "./rights.js";
import { unitOf } from "./words.js";

/**
 * The same customer has another open case: which, where, with whom.
 * @param {{card: import("../lib/types").Card}} props
 */
export function OtherCases({ card }) {
  const other = useDesk((state) => otherCase(card, state.cases.byId));
  const { closable, campaign, agent } = useDesk((state) => ({ closable: mayClose(card, state) && state.connection.status !== "offline", campaign: other ? state.directory.campaigns[other.campaign]?.name ?? "" : "", agent: other?.agent ? state.directory.agents[other.agent]?.name ?? "" : "" }));
  if (!other || card.state === "closed") return null;
  return html`<p class="conversation__alert" data-testid="other-case"><${Icon} name="cases" size="s" /><span>${t("case.otherOpen", { unit: unitOf(other), number: other.number, campaign, agent, hasAgent: agent ? "yes" : "no" })}</span>
    <button type="button" class="button button--s" onClick=${() => openCase(other.number)}>${t("case.see")}</button>${closable && other.sight === "full" && other.state !== "bot" ? html`<button type="button" class="button button--s" data-testid="other-merge" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "merge", case: card.id, into: other.id } })}><${Icon} name="merge" size="xs" />${t("case.merge")}</button>` : null}</p>`;
}

/**
 * The newest live case of the same contact or address that is not this one.
 * @param {import("../lib/types").Card} card
 * @param {Record<string, import("../lib/types").Card>} cases
 */
export function otherCase(card, cases) {
  let found = null;
  for (const one of Object.values(cases)) {
    if (one.id === card.id || one.state === "closed") continue;
    const same = card.contact.id ? one.contact.id === card.contact.id : one.contact.point.id === card.contact.point.id;
    if (same && (!found || one.createdAt > found.createdAt)) found = one;
  }
  return found;
}
