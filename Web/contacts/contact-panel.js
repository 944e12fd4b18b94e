import { html, useEffect } from "../vendor/preact-htm.js";
import { addressOf } from "../cases/words.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { exactTime, shortDate } from "../lib/format.js";
import { toast } from "../shell/toast.js";
import { Avatar } from "../ui/avatar.js";
import { BlankState } from "../ui/blank-state.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { loadContact, saveContact } from "./contact-actions.js";
import { EditRow } from "./edit-row.js";

/**
 * Who it is, edited in place.
 * @param {{card: import("../lib/types").Card}} props
 */
export function ContactPanel({ card }) {
  const contact = useDesk((state) => state.conversations[card.id]?.contact ?? null);
  const loaded = useDesk((state) => state.conversations[card.id]?.status === "ready");
  const mine = useDesk((state) => card.agent === state.me?.id || state.me?.role !== "agent");
  const now = useNow(false);
  useEffect(() => { if (loaded && card.contact.id && contact?.id !== card.contact.id) void loadContact(card.id, card.contact.id); }, [loaded, card.contact.id]);
  const points = contact?.points?.length ? contact.points : [card.contact.point];
  const rows = points.map((point) => html`<div key=${point.id} class="contact-panel__row"><span class="contact-panel__key">${t(`point.${point.kind}`)}</span>
    <span class="contact-panel__value" title=${point.value}>${addressOf(point)}</span>
    <span class="contact-panel__actions"><${IconButton} icon="copy" size="s" iconSize="s" label=${t("contact.copy", { value: addressOf(point) })} onClick=${() => void copy(point.display || point.value)} /></span></div>`);
  if (!contact && !card.contact.id) {
    return html`<div class="side-panel__scroll"><${BlankState} icon="user-plus" title=${t("contact.unknown")} text=${t("contact.unknownText")}>
      ${loaded && mine ? html`<button type="button" class="button" onClick=${() => dispatch({ type: "dialog", dialog: { kind: "contact", case: card.id } })}><${Icon} name="user-plus" size="s" />${t("contact.add")}</button>` : null}</${BlankState}>
      <div class="contact-panel__rows">${rows}</div></div>`;
  }
  const name = contact?.name ?? card.contact.name ?? "";
  const save = (/** @type {string} */ key) => (/** @type {string} */ value) => saveContact(card.id, contact?.id ?? "", { [key]: value || null });
  return html`<div class="contact-panel__card"><${Avatar} name=${name} size="xl" /><div><h3 class="contact-panel__name">${name}</h3>
      <p class="contact-panel__code">${[contact?.code ?? card.contact.code, contact ? t("contact.since", { date: shortDate(contact.createdAt, now) }) : null].filter(Boolean).join(" · ")}</p></div></div>
    <div class="side-panel__scroll"><div class="contact-panel__rows">
      ${contact ? html`<${EditRow} key=${`name-${contact.id}`} label=${t("contact.name")} value=${contact.name} empty="" required save=${save("name")} />
        <${EditRow} key=${`code-${contact.id}`} label=${t("contact.code")} value=${contact.code} empty=${t("contact.addValue")} save=${save("code")} />` : null}
      ${rows}
      ${contact ? html`<${EditRow} key=${`notes-${contact.id}`} label=${t("contact.notes")} value=${contact.notes} empty=${t("contact.addValue")} multiline save=${save("notes")} />` : null}
      <div class="contact-panel__row"><span class="contact-panel__key">${t("contact.case")}</span><span class="contact-panel__value" title=${exactTime(card.createdAt)}>#${card.number} · ${shortDate(card.createdAt, now)}</span></div>
    </div><p class="contact-panel__foot">${t("contact.shared")}</p></div>`;
}

/** @param {string} text */
async function copy(text) {
  try { await navigator.clipboard.writeText(text); toast(t("contact.copied"), "copy"); } catch { toast(t("contact.notCopied"), "alert"); }
}
