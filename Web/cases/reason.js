import { hasText, t } from "../lib/i18n.js";

/**
 * The provider's number in plain words where they are known, else what was said; the number stays for whoever helps.
 * @param {string | null} reason
 */
export function reasonOf(reason) {
  if (!reason) return t("message.failed");
  const code = /(?<![\d.])(\d{3,6})(?![\d.])/.exec(reason)?.[1];
  return code && hasText(`reason.${code}`) ? `${t(`reason.${code}`)} (${code})` : reason;
}
