import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { Avatar } from "../ui/avatar.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";

/**
 * A place: its name, address and coordinates. Nothing is asked of a map until one is opened by choice, and it learns nothing of where from.
 * @param {{message: import("../lib/types").Message, meta: any}} props
 */
export function LocationCard({ message, meta }) {
  const place = message.location;
  if (!place) return html`<span>${t("kind.location")}</span>${meta}`;
  const { latitude, longitude, name, address } = place;
  const figures = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return html`<div class="message__card"><span class="message__card-icon"><${Icon} name="pin" /></span>
    <span class="message__card-text"><strong>${name || t("kind.location")}</strong>${address ? html`<span>${address}</span>` : null}<span class="message__file-info">${figures}</span>
      <span class="message__card-acts message__inline-meta"><a class="message__link" href=${mapAddress(latitude, longitude)} target="_blank" rel="noopener noreferrer">${t("message.openMap")}<${Icon} name="external" size="xs" /></a>${meta}</span></span>
    <${Copy} text=${figures} /></div>`;
}

/** @param {number} latitude @param {number} longitude */
export const mapAddress = (latitude, longitude) => `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;

/**
 * People that the customer shared, each with their numbers and addresses.
 * @param {{message: import("../lib/types").Message, meta: any}} props
 */
export function ContactCards({ message, meta }) {
  return html`${(message.contacts ?? []).map((one, index) => html`<div key=${index} class="message__card"><${Avatar} name=${one.name} size="l" />
    <span class="message__card-text"><strong>${one.name}</strong>${one.organisation ? html`<span class="message__file-info">${one.organisation}</span>` : null}
      ${[...(one.phones ?? []), ...(one.emails ?? [])].map((value) => html`<span class="message__card-line"><span>${value}</span><${Copy} text=${value} /></span>`)}</span></div>`)}<span class="message__alone message__alone--up">${meta}</span>`;
}

/** @param {{text: string}} props */
function Copy({ text }) {
  const copy = async () => {
    try { await navigator.clipboard.writeText(text); toast(t("contact.copied"), "copy"); } catch { toast(t("contact.notCopied"), "alert"); }
  };
  return html`<${IconButton} icon="copy" size="s" iconSize="s" label=${t("contact.copy", { value: text })} onClick=${() => void copy()} />`;
}

/**
 * What cannot be shown yet is at least named.
 * @param {{message: import("../lib/types").Message, meta: any}} props
 */
export function UnsupportedCard({ message, meta }) {
  const type = message.unsupported?.type;
  return html`<div class="message__card message__card--quiet"><span class="message__card-icon"><${Icon} name="info" /></span>
    <span class="message__card-text"><span>${message.text || t("message.unsupported")}</span><span class="message__inline-meta"><span class="message__file-info">${[type ? t("message.unsupportedType", { type }) : null, message.unsupported?.detail].filter(Boolean).join(" · ")}</span>${meta}</span></span></div>`;
}
