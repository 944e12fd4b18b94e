import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { IconButton } from "../ui/button.js";

/** @param {{text: string}} props */
export function CopyButton({ text }) {
  return html`<${IconButton} icon="copy" size="s" iconSize="s" label=${t("contact.copy", { value: text })} onClick=${() => void copy(text)} />`;
}

/** @param {string} text */
export async function copy(text) {
  try { await navigator.clipboard.writeText(text); toast(t("contact.copied"), "copy"); } catch { toast(t("contact.notCopied"), "alert"); }
}
