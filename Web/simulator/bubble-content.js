import { html, useState } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";

/**
 * A message in a few words, for quotes and names.
 * @param {import("./types").Bubble} message
 */
export function summary(message) {
  const text = message.text?.slice(0, 80);
  return text || (message.file && !message.file.voice ? message.file.name : t(`kind.${message.file?.voice ? "voice" : message.kind}`));
}

/**
 * @param {{message: import("./types").Bubble}} props
 */
export function BubbleContent({ message }) {
  const { kind, text, file, detail } = message;
  const words = text ? html`<span class="phone__text">${text}</span>` : null;
  if (file) return html`<${Medium} file=${file} kind=${kind} />${words}`;
  switch (kind) {
    case "location": return html`<span class="phone__file"><${Icon} name="pin" /><span>${detail?.name ?? t("kind.location")}<br /><span class="phone__small">${detail?.address ?? ""} ${detail?.latitude}, ${detail?.longitude}</span></span></span>`;
    case "contacts": return html`${(detail ?? []).map((/** @type {any} */ card) => html`<span class="phone__file" key=${card.name?.formatted_name}><${Icon} name="user" /><span>${card.name?.formatted_name}<br /><span class="phone__small">${card.phones?.[0]?.phone ?? ""}</span></span></span>`)}`;
    case "template": return html`<span class="phone__small">${t("kind.template")}</span>${words}`;
    case "text": return words;
    default: return html`<span class="phone__small">${t(`kind.${kind}`)}</span>${words}`;
  }
}

/**
 * @param {{file: import("./types").File, kind: string}} props
 */
function Medium({ file, kind }) {
  const [gone, setGone] = useState(false);
  const url = `/simulator/api/files/${file.id}`;
  if (gone) return html`<span class="phone__file"><${Icon} name="file" /><span>${file.name}<br /><span class="phone__small">${t("bubble.fileGone")}</span></span></span>`;
  if (kind === "image") return html`<a class="phone__photo" href=${url} target="_blank" rel="noopener"><img src=${url} alt=${t("bubble.photo", { name: file.name })} onError=${() => setGone(true)} /></a>`;
  if (kind === "sticker") return html`<img class="phone__sticker" src=${url} alt=${t("kind.sticker")} onError=${() => setGone(true)} />`;
  if (kind === "audio") return html`<span class="phone__voice"><${Icon} name=${file.voice ? "mic" : "play"} size="s" /><audio class="phone__audio" controls preload="metadata" src=${url} aria-label=${file.voice ? t("kind.voice") : file.name} onError=${() => setGone(true)}></audio></span>`;
  if (kind === "video") return html`<video class="phone__video" controls preload="metadata" src=${url} aria-label=${file.name} onError=${() => setGone(true)}></video>`;
  return html`<a class="phone__file" href=${url} download=${file.name}><${Icon} name="file" /><span>${file.name}</span></a>`;
}
