import { html } from "../vendor/preact-htm.js";
import { duration, fileSize } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { captionFile, removeFile } from "./tray.js";

/**
 * The tray: chosen files stand here, with caption and remove, until Send.
 * @param {{draft: string, files: import("../lib/types").TrayFile[]}} props draft: its key
 */
export function ComposerFiles({ draft, files }) {
  return html`<ul class="composer__files" aria-label=${t("composer.files")}>
    ${files.map((file) => html`<li key=${file.id} class=${`composer__file ${file.state === "failed" ? "composer__file--failed" : ""}`}>
      <${Icon} name=${file.voice ? "mic" : /^image\//.test(file.type) ? "image" : "file"} size="s" />
      <span class="composer__file-name" title=${file.name}>${file.voice ? t("kind.voice") : file.name}</span>
      <span class="composer__file-progress">${progressOf(file)}</span>
      ${file.state === "failed" || file.voice ? null : html`<input class="composer__caption" value=${file.caption} placeholder=${t("composer.caption")} aria-label=${t("composer.captionOf", { name: file.name })} onInput=${(/** @type {any} */ event) => captionFile(draft, file.id, event.target.value)} />`}
      <button type="button" class="tag__remove" aria-label=${t("composer.removeFile", { name: file.name })} title=${t("action.remove")} onClick=${() => removeFile(draft, file.id)}><${Icon} name="close" size="xs" /></button>
    </li>`)}
  </ul>`;
}

/** @param {import("../lib/types").TrayFile} file */
function progressOf(file) {
  if (file.state === "failed") return html`<span role="alert">${file.reason}</span>`;
  if (file.state === "uploading" && file.progress !== undefined && file.progress < 100) return `${file.progress} %`;
  return file.seconds ? duration(file.seconds * 1000) : fileSize(file.size);
}
