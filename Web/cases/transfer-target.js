import { html } from "../vendor/preact-htm.js";
import { serverNow } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { stateWords } from "../shell/state-words.js";
import { useDesk } from "../ui/use-desk.js";

/**
 * Who is to get the case: any agent of the queue, one of them by name, or nobody.
 * @typedef {{queue: string, agent: string | null}} Choice
 * @typedef {import("../lib/types").TransferTargets["campaigns"][number]} Campaign
 * @param {{campaign: Campaign, unassigned: string | null, chosen: Choice | null, choose: (choice: Choice) => void}} props `unassigned`: the case's own queue, where it may be given back to
 */
export function TransferTarget({ campaign, unassigned, chosen, choose }) {
  const breaks = useDesk((state) => state.directory.breaks);
  const several = campaign.queues.length > 1;
  return html`<fieldset class="field"><legend class="field__label">${t("transfer.who")}</legend><div class="dialog__options">
    ${campaign.queues.map((queue) => html`
      ${queue.allowed || queue.id === unassigned ? html`<${Option} key=${queue.id} value=${queue.id} checked=${chosen?.queue === queue.id && !chosen.agent} pick=${() => choose({ queue: queue.id, agent: null })}
        name=${queue.id === unassigned ? t("transfer.back") : several ? t("transfer.anyOf", { queue: queue.name }) : t("transfer.any")} hint=${t("transfer.waiting", { count: queue.waiting })}
        sub=${queue.expectedWait === null ? t("transfer.toQueue") : t("transfer.toQueueWait", { minutes: Math.max(1, Math.round(queue.expectedWait / 60)) })} />` : null}
      ${queue.agents.map((agent) => html`<${Option} key=${`${queue.id}-${agent.id}`} value=${`${queue.id} ${agent.id}`} off=${agent.state === "offline"} checked=${chosen?.queue === queue.id && chosen.agent === agent.id}
        pick=${() => choose({ queue: queue.id, agent: agent.id })} name=${several ? t("transfer.agentOf", { name: agent.name, queue: queue.name }) : agent.name} hint=${t("transfer.load", { load: agent.load, capacity: agent.capacity })}
        sub=${whatHappens(agent, campaign, breaks)} />`)}`)}</div></fieldset>`;
}

/** @param {{name: string, hint: string, sub: string, value: string, checked: boolean, off?: boolean, pick: () => void}} props */
function Option({ name, hint, sub, value, checked, off, pick }) {
  return html`<label class="dialog__option"><input class="dialog__radio" type="radio" name="transfer-to" value=${value} checked=${checked} disabled=${off} onChange=${pick} /><span>${name}</span><span class="field__hint">${hint}</span><span class="dialog__option-sub">${sub}</span></label>`;
}

/**
 * @param {Campaign["queues"][number]["agents"][number]} agent
 * @param {Campaign} campaign
 * @param {import("../lib/types").Break[]} breaks
 */
function whatHappens(agent, campaign, breaks) {
  if (agent.state === "offline") return t("transfer.offline");
  const minutes = Math.floor((serverNow() - Date.parse(agent.since)) / 60_000);
  const state = stateWords({ state: /** @type {any} */ (agent.state), reason: null, since: agent.since }, breaks);
  const full = agent.load >= agent.capacity ? "yes" : "no";
  if (agent.state === "break") return t("transfer.away", { state, minutes });
  if (campaign.acceptance === "automatic") return t("transfer.atOnce", { state, full });
  return campaign.offerTimeout > 0 ? t("transfer.offered", { state, full, seconds: campaign.offerTimeout }) : t("transfer.offeredOpen", { state, full });
}
