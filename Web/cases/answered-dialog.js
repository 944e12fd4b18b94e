import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { clockTime } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../ui/dialog.js";
import { PlainText } from "../ui/text.js";
import { useDesk } from "../ui/use-desk.js";
import { retryItem } from "./outbox.js";
import { takeBack } from "./write.js";

/**
 * A colleague answered first: their reply is shown, and mine waits for my word.
 * @param {{item: string}} props
 */
export function AnsweredDialog({ item: id }) {
  const item = useDesk((state) => state.outbox.find((one) => one.id === id));
  const leave = () => dispatch({ type: "dialog", dialog: null });
  if (!item) return null;
  const theirs = item.answered;
  return html`<${Dialog} title=${t("answered.title", { name: theirs?.author.name ?? t("conversation.colleague") })} onClose=${leave} testid="answered-dialog" foot=${html`
    <button type="button" class="button" data-autofocus onClick=${() => { leave(); takeBack(item); }}>${t("answered.edit")}</button>
    <button type="button" class="button button--primary" onClick=${() => { leave(); void retryItem(id, true); }}>${t("answered.send")}</button>`}>
    ${theirs ? html`<blockquote class="dialog__quote"><strong>${theirs.author.name}</strong> <time>${clockTime(theirs.at)}</time><${PlainText} text=${theirs.text ?? t(`kind.${theirs.kind}`)} /></blockquote>` : null}
    <p>${t("answered.text")}</p>
    <blockquote class="dialog__quote dialog__quote--mine"><strong>${t("message.you")}</strong><${PlainText} text=${item.text || item.file?.name || ""} /></blockquote>
  </${Dialog}>`;
}
