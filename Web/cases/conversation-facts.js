import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { firstName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { Lazy } from "../ui/lazy.js";
import { loadPlace } from "./later.js";
import { addressOf } from "./words.js";

/**
 * Our line with its alias on the left, campaign, queue and direction; the customer's own address on the right.
 * @param {{card: import("../lib/types").Card, channel: import("../lib/types").ReplyChannel}} props
 */
export function ConversationFacts({ card, channel }) {
  const { holder, line, address, campaign, queue, outbound } = useDesk((state) => ({
    holder: firstName(state.directory.agents[card.agent ?? ""]?.name),
    line: state.directory.accounts[channel.account]?.alias ?? "", address: state.directory.accounts[channel.account]?.address ?? "",
    campaign: state.directory.campaigns[card.campaign]?.name ?? "", queue: state.directory.queues[card.queue]?.name ?? "", outbound: firstDirection(state.conversations[card.id]) === "out",
  }));
  const why = card.state === "closed" ? "" : holder ? t("trace.why", { name: holder }) : t("trace.whyHere");
  const customer = channel.current ? addressOf(card.contact.point) : channel.display;
  return html`<div class="conversation__facts">
    <span class="conversation__fact" title=${t("case.line", { line: `${line} ${address}` })}><span class="conversation__fact-text"><span class="conversation__fact-key">${line}</span> ${address}</span></span>
    <span class="conversation__fact conversation__fact--shrink"><span class="conversation__fact-text">${campaign} · ${t("case.queueNamed", { queue })}</span></span>
    ${card.state === "queued" ? html`<${Lazy} key="place" load=${loadPlace} failed=${nothing} card=${card} />` : null}
    ${why ? html`<button type="button" class="button button--link conversation__fact" data-testid="why" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "trace", case: card.id } })}>${why}</button>` : null}
    <span class="conversation__fact conversation__fact--way"><${Icon} name=${outbound ? "outbound" : "inbound"} size="xs" />${t(outbound ? "case.outbound" : "case.inbound")}</span>
    <span class="conversation__fact conversation__fact--end" title=${t("case.point")}><span class="conversation__fact-key">${customer}</span></span>
  </div>`;
}

/**
 * Who began: told only by a conversation that is held from its first message.
 * @param {import("../lib/types").Conversation | undefined} conversation
 */
function firstDirection(conversation) {
  if (!conversation || conversation.earlier !== null) return "in";
  let first = null;
  for (const message of Object.values(conversation.messages)) if (message.direction !== "none" && message.kind !== "system" && (!first || message.at < first.at)) first = message;
  return first?.direction ?? "in";
}

/** The next case asks for it again. */
function nothing() {}
