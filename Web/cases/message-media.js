import { html } from "../vendor/preact-htm.js";
import { fileSize } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { AudioPlayer } from "./audio-player.js";

/**
 * A picture, a sound, a film or a document of a message.
 * @param {{attachment: import("../lib/types").Attachment, meta: any}} props
 */
export function MessageMedia({ attachment, meta }) {
  const { name, type, size, seconds, state, width, height } = attachment;
  const url = attachment.url ?? `/api/v1/attachments/${attachment.id}`;
  const here = state === undefined || state === "stored";
  if (here && /^image\/(png|jpeg|gif|webp)$/.test(type)) {
    return html`<a class=${`message__media ${width && height && height > width ? "message__media--tall" : ""}`} href=${url} target="_blank" rel="noopener"><img class="message__image" src=${url} alt=${t("message.imageNamed", { name })} loading="lazy" /></a>`;
  }
  if (here && /^audio\//.test(type)) return html`<${AudioPlayer} url=${url} name=${name} seconds=${seconds ?? null} meta=${meta} />`;
  if (here && /^video\/(mp4|webm|ogg)$/.test(type)) return html`<video class="message__video" src=${url} controls preload="metadata" aria-label=${name}></video>`;
  const extension = (/\.([a-z0-9]{1,4})$/i.exec(name)?.[1] ?? "").toUpperCase();
  return html`<div class="message__file"><span class="message__file-icon">${extension || html`<${Icon} name="file" size="s" />`}</span>
    <span><span class="message__file-name">${name}</span><span class="message__inline-meta"><span class="message__file-info">${state === "failed" ? t("message.fileFailed") : state === "fetching" ? t("message.fileComing") : fileSize(size)}</span>${meta}</span></span>
    ${here ? html`<a class="button button--ghost button--icon button--s" href=${url} download=${name} aria-label=${t("message.download", { name })} title=${t("message.download", { name })}><${Icon} name="download" size="s" /></a>` : null}</div>`;
}
