import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { hasText, t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { discardItem, retryItem } from "./outbox.js";
import { reasonOf } from "./reason.js";
import { replyChannels, viaOf, windowLeft } from "./reply-channel.js";
import { retryMessage } from "./retry-message.js";
import { takeBack, writeElsewhere } from "./write.js";

/**
 * Why it failed, in words and with the provider's code, and what can be done: again, or by another channel of the customer's.
 * @param {{message: import("../lib/types").Message, case: string}} props
 */
export function MessageFailure({ message, case: caseId }) {
  const { waiting, status } = message;
  const { card, conversation } = useDesk((state) => ({ card: state.cases.byId[caseId], conversation: state.conversations[caseId] }));
  const now = useNow(false);
  if (waiting) {
    const known = waiting.code ? `refused.${waiting.code}` : "";
    return html`<p class="message__failure" role="alert">${hasText(known) ? t(known) : waiting.reason}
      <button type="button" class="button button--s" onClick=${() => void retryItem(waiting.id, waiting.code === "case.answered" ? true : undefined)}><${Icon} name="refresh" size="xs" />${t("action.retry")}</button>
      <button type="button" class="button button--ghost button--s" onClick=${() => takeBack(waiting)}>${t("message.edit")}</button>
      <button type="button" class="button button--ghost button--s" onClick=${() => void discardItem(waiting.id)}>${t("message.discard")}</button></p>`;
  }
  if (status === "uncertain") {
    return html`<p class="message__failure message__failure--uncertain">${t("message.uncertain")}
      <button type="button" class="button button--s" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "resend", message } })}><${Icon} name="refresh" size="xs" />${t("action.retry")}</button></p>`;
  }
  const others = card ? replyChannels(card, conversation).filter((one) => !(one.account === message.account && one.point === message.point)) : [];
  const ways = message.text && message.account ? others.filter((one) => windowLeft(one.window, now)?.tone !== "over") : [];
  return html`<p class="message__failure" role="alert">${reasonOf(message.reason)}
    <button type="button" class="button button--s" onClick=${() => void retryMessage(message)}><${Icon} name="refresh" size="xs" />${t("action.retry")}</button>
    ${ways.map((one) => html`<button key=${viaOf(one)} type="button" class="button button--ghost button--s" onClick=${() => writeElsewhere(caseId, one, message.text ?? "")}>${t("message.byChannel", { channel: one.channel, name: t(`channel.${one.channel}`) })}</button>`)}</p>`;
}
