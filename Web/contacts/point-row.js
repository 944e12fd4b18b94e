import { html } from "../vendor/preact-htm.js";
import { chooseChannel } from "../cases/channel-choice.js";
import { replyChannel, replyChannels, viaOf } from "../cases/reply-channel.js";
import { canReply } from "../cases/select.js";
import { addressOf } from "../cases/words.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { IconButton } from "../ui/button.js";
import { ChannelGlyph } from "../ui/channel-glyph.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { tell, unlinkPoint } from "./contact-actions.js";
import { copy } from "./copy-button.js";

/**
 * One of the customer's addresses with what can be done there: call, write by it, copy it, give it back.
 * @param {{card: import("../lib/types").Card, contact: import("../lib/types").Contact | null, point: import("../lib/types").Point}} props
 */
export function PointRow({ card, contact, point }) {
  const { writable, offline, conversation, via } = useDesk((state) => ({
    writable: canReply(card, state), offline: state.connection.status === "offline", conversation: state.conversations[card.id], via: state.perCase.via[card.id],
  }));
  const address = addressOf(point);
  const isPhone = point.kind === "phone" || point.kind === "whatsapp";
  const lines = replyChannels(card, conversation).filter((one) => one.point === point.id);
  const chosen = replyChannel(card, conversation, via);
  return html`<div class="contact-panel__row" data-testid="point-row"><span class="contact-panel__key">${t(`point.${point.kind}`)}</span>
    <span class="contact-panel__value" title=${point.value}>${address}</span>
    <span class="contact-panel__actions">
      ${isPhone && point.value.startsWith("+") ? html`<a class="button button--ghost button--icon button--s" href=${`tel:${point.value}`} aria-label=${t("contact.call", { value: address })} title=${t("contact.call", { value: address })}><${Icon} name="voice" size="s" /></a>` : null}
      ${writable && lines.length > 0 ? lines.map((one) => {
        const words = t("contact.write", { channel: t(`channel.${one.channel}`), value: address });
        return html`<button key=${viaOf(one)} type="button" class="button button--ghost button--icon button--s" aria-pressed=${String(viaOf(one) === viaOf(chosen))} aria-label=${words} title=${words} data-testid="write-by" onClick=${() => write(card.id, one)}><span aria-hidden="true"><${ChannelGlyph} channel=${one.channel} size="s" /></span></button>`;
      }) : writable && point.kind !== "visitor" ? html`<${IconButton} icon=${point.kind === "email" ? "email" : "send"} size="s" iconSize="s" label=${t("contact.cannotWrite", { value: address })} aria-disabled="true" data-testid="cannot-write" onClick=${() => toast(t("contact.noLine"), "info")} />` : null}
      <${IconButton} icon="more" size="s" iconSize="s" label=${t("contact.moreOf", { value: address })} popovertarget=${`menu-point-${point.id}`} />
      <${Menu} id=${`menu-point-${point.id}`} side="end" label=${address}>
        <button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${() => void copy(point.display || point.value)}><${Icon} name="copy" size="s" />${t("contact.copy", { value: address })}</button>
        ${contact ? html`<button type="button" class="menu__item menu__item--danger" role="menuitem" tabindex="-1" data-testid="unlink" disabled=${offline} onClick=${() => void tell(unlinkPoint(card, contact, point))}><${Icon} name="close" size="s" />${t("contact.unlink", { name: contact.name })}</button>` : null}</${Menu}>
    </span></div>`;
}

/** @param {string} caseId @param {import("../lib/types").ReplyChannel} channel */
function write(caseId, channel) {
  chooseChannel(caseId, channel);
  /** @type {HTMLElement | null} */ (document.querySelector(".composer__text"))?.focus();
}
