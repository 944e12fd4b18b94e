import { html } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { fileSize } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { fetchAgain } from "./fetch-again.js";
import { Sound } from "./sound.js";

const PICTURE = /^image\/(png|jpeg|gif|webp)$/;
const FILM = /^video\/(mp4|webm|ogg)$/;

/** @param {import("../lib/types").Attachment} attachment */
export const addressOfFile = (attachment) => attachment.url ?? `/api/v1/attachments/${attachment.id}`;
/** @param {import("../lib/types").Attachment} attachment */
export const isHere = ({ state }) => state === undefined || state === "stored";
/** @param {import("../lib/types").Attachment} attachment */
export const isPicture = (attachment) => isHere(attachment) && PICTURE.test(attachment.type);
/** @param {import("../lib/types").Message} message a picture or a film fills its bubble */
export const hasPicture = (message) => message.attachments.some((one) => isHere(one) && (PICTURE.test(one.type) || FILM.test(one.type)) && !message.waiting);

/**
 * A picture, a sound, a film or a document of a message.
 * @param {{attachment: import("../lib/types").Attachment, case: string, message: string, sticker?: boolean, meta: any}} props
 */
export function MessageMedia({ attachment, case: caseId, message, sticker, meta }) {
  const { id, name, type, size, state, width, height } = attachment;
  const url = addressOfFile(attachment);
  const here = isHere(attachment);
  if (here && PICTURE.test(type) && sticker) return html`<img class="message__sticker" src=${url} alt=${t("message.sticker")} loading="lazy" />`;
  if (here && PICTURE.test(type)) {
    const show = (/** @type {MouseEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      dispatch({ type: "dialog", dialog: { kind: "image", case: caseId, attachment: id } });
    };
    return html`<a class=${`message__media ${width && height && height > width ? "message__media--tall" : ""}`} href=${url} target="_blank" rel="noopener" onClick=${show} aria-haspopup="dialog"><img class="message__image" src=${url} alt=${t("message.imageNamed", { name })} loading="lazy" /></a>`;
  }
  if (here && /^audio\//.test(type)) return html`<${Sound} id=${id} url=${url} name=${name} size=${size} seconds=${attachment.duration ?? attachment.seconds ?? null} voice=${attachment.voice} meta=${meta} />`;
  if (here && FILM.test(type)) return html`<video class="message__video" src=${url} controls preload="metadata" aria-label=${name}></video>`;
  const extension = (/\.([a-z0-9]{1,4})$/i.exec(name)?.[1] ?? "").toUpperCase();
  return html`<div class="message__file"><span class="message__file-icon">${extension || html`<${Icon} name="file" size="s" />`}</span>
    <span><span class="message__file-name">${name}</span><span class="message__inline-meta"><span class="message__file-info">${state === "failed" ? t("message.fileFailed") : state === "fetching" ? t("message.fileComing") : fileSize(size)}</span>${meta}</span></span>
    ${here ? html`<a class="button button--ghost button--icon button--s" href=${url} download=${name} aria-label=${t("message.download", { name })} title=${t("message.download", { name })}><${Icon} name="download" size="s" /></a>` : null}
    ${state === "failed" ? html`<${IconButton} icon="refresh" size="s" iconSize="s" label=${t("message.fetchAgain")} onClick=${() => void fetchAgain(caseId, message, id)} />` : null}</div>`;
}
