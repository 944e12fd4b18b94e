import { html } from "../vendor/preact-htm.js";
import { duration, exactTime, shortTime } from "../lib/format.js";
import { serverNow } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";

/**
 * One case's transfers: from, to, by, when, reason, waiting time, form, and where it is now.
 * @param {{transfers: any[], item: any}} props
 */
export function TransferLog({ transfers, item }) {
  const now = serverNow();
  return html`<ol class="transfer-log">
    <li class="transfer-log__step"><span class="transfer-log__node transfer-log__node--start"><${Icon} name=${item.channel} size="s" /></span><div><${Head} title=${t("reports.began")} at=${item.createdAt} now=${now} /><p class="transfer-log__note">${t(`channel.${item.channel}`)} · ${item.customer.point}</p></div></li>
    ${transfers.map((one) => html`<li key=${one.id} class="transfer-log__step" data-testid="transfer-step"><span class="transfer-log__node"><${Icon} name="transfer" size="s" /></span><div>
      <${Head} title=${`${one.from.queue.name} → ${one.to.agent?.name ?? one.to.queue.name}`} at=${one.at} now=${now} />
      <dl class="transfer-log__facts">
        <${Fact} name="by" value=${one.by?.name ?? t("reports.system")} />
        <${Fact} name="for" value=${destination(one)} />
        <${Fact} name="reason" value=${one.reason ?? t("reports.noReason")} />
        ${one.note ? html`<${Fact} name="note" value=${one.note} />` : null}
        <${Fact} name="waited" value=${one.waited === null ? t(`reports.outcome.${one.state}`) : duration(one.waited * 1000)} />
        <${Fact} name="form" value=${one.form ? t("reports.formVersion", { name: one.form.name, version: one.form.version }) : t("reports.noForm")} />
      </dl></div></li>`)}
    <li class="transfer-log__step"><span class="transfer-log__node transfer-log__node--end"><${Icon} name=${item.state === "closed" ? "closed" : "open"} size="s" /></span><div><${Head} title=${t(`reports.now.${item.state}`)} at=${item.closedAt ?? null} now=${now} /><p class="transfer-log__note">${[item.agent?.name, item.queue.name].filter(Boolean).join(" · ")}</p></div></li></ol>`;
}

/** @param {{title: string, at: string | null, now: number}} props */
function Head({ title, at, now }) {
  return html`<div class="transfer-log__head"><span class="transfer-log__title">${title}</span>${at ? html`<time class="transfer-log__time" datetime=${at} title=${exactTime(at)}>${shortTime(at, now)}</time>` : null}</div>`;
}

/** @param {{name: string, value: string}} props */
const Fact = ({ name, value }) => html`<dt>${t(`reports.fact.${name}`)}</dt><dd>${value}</dd>`;

/** @param {any} one */
function destination({ to, acceptedBy }) {
  const direct = to.agent ? t("reports.direct", { name: to.agent.name }) : t("reports.queueOf", { queue: to.queue.name, campaign: to.campaign.name });
  return acceptedBy && acceptedBy.id !== to.agent?.id ? t("reports.takenBy", { place: direct, name: acceptedBy.name }) : direct;
}
