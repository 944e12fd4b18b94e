import { html } from "../vendor/preact-htm.js";
import { addressOf } from "../cases/words.js";
import { copy } from "../contacts/copy-button.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { useDesk } from "../ui/use-desk.js";
import { dropPoint } from "./people-actions.js";

/**
 * One of their addresses: called, written to by mail, copied, or given back.
 * @param {{contact: import("../lib/types").Contact, point: import("../lib/types").Point}} props
 */
export function PersonPoint({ contact, point }) {
  const offline = useDesk((state) => state.connection.status === "offline");
  const address = addressOf(point);
  const calls = (point.kind === "phone" || point.kind === "whatsapp") && point.value.startsWith("+");
  return html`<div class="contact-panel__row" data-testid="point-row"><span class="contact-panel__key">${t(`point.${point.kind}`)}</span><span class="contact-panel__value" title=${point.value}>${address}</span>
    <span class="contact-panel__actions">${calls ? html`<a class="button button--ghost button--icon button--s" href=${`tel:${point.value}`} aria-label=${t("contact.call", { value: address })} title=${t("contact.call", { value: address })}><${Icon} name="voice" size="s" /></a>` : null}
      <${IconButton} icon="more" size="s" iconSize="s" label=${t("contact.moreOf", { value: address })} popovertarget=${`menu-person-${point.id}`} />
      <${Menu} id=${`menu-person-${point.id}`} side="end" label=${address}>
        <button type="button" class="menu__item" role="menuitem" tabindex="-1" onClick=${() => void copy(point.display || point.value)}><${Icon} name="copy" size="s" />${t("contact.copy", { value: address })}</button>
        <button type="button" class="menu__item menu__item--danger" role="menuitem" tabindex="-1" data-testid="drop-point" disabled=${offline} onClick=${() => void dropPoint(contact, point, address)}><${Icon} name="close" size="s" />${t("contact.unlink", { name: contact.name })}</button></${Menu}></span></div>`;
}
