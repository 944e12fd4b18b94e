import { html } from "../vendor/preact-htm.js";
import { currentLanguage, t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { calendarDate, fieldRow, fieldText } from "./field-value.js";
import { saveContact } from "./contact-actions.js";
import { CopyButton } from "./copy-button.js";
import { EditRow } from "./edit-row.js";
import { PointRow } from "./point-row.js";

const LANGUAGES = ["es", "es-PE", "es-MX", "es-AR", "es-CL", "es-CO", "en", "pt", "pt-BR", "qu", "ay"];

/**
 * What is known of the person, each row edited in place: their own data, then what the campaigns that know them ask for.
 * @param {{card: import("../lib/types").Card, contact: import("../lib/types").Contact | null}} props
 */
export function PersonalData({ card, contact }) {
  const points = contact?.points.length ? contact.points : [card.contact.point];
  const rows = points.map((point) => html`<${PointRow} key=${point.id} card=${card} contact=${contact} point=${point} />`);
  if (!contact) return html`<div class="side-panel__scroll"><div class="contact-panel__rows">${rows}</div></div>`;
  return html`<${PersonalRows} contact=${contact} case=${card.id}>${rows}</${PersonalRows}>`;
}

/**
 * The same wherever a contact is shown; `children` are the rows of its addresses.
 * @param {{contact: import("../lib/types").Contact, case: string | null, children?: any}} props the conversation beside which it stands, if any
 */
export function PersonalRows({ contact, case: caseId, children }) {
  const campaigns = useDesk((state) => state.directory.campaigns);
  const fields = uniqueFields(contact.campaigns.flatMap((id) => campaigns[id]?.contactFields ?? []));
  const save = (/** @type {string} */ key) => (/** @type {string} */ value) => saveContact(caseId, contact, { [key]: value || null });
  const row = (/** @type {any} */ props) => html`<${EditRow} key=${`${props.field}-${contact.id}`} empty=${t("contact.addValue")} save=${save(props.field)} ...${props} />`;
  return html`<div class="side-panel__scroll"><div class="contact-panel__rows">
      ${row({ field: "name", label: t("contact.name"), value: contact.name, required: true })}
      ${children}
      ${row({ field: "documentKind", label: t("contact.documentShort"), value: contact.documentKind ?? null, suggestions: ["DNI", "RUC", "CE", "Pasaporte"] })}
      ${row({ field: "code", label: t("contact.code"), value: contact.code, actions: contact.code ? html`<${CopyButton} text=${contact.code} />` : null })}
      ${row({ field: "address", label: t("contact.address"), value: contact.address ?? null, kind: "long", actions: contact.address ? html`<${MapLink} address=${contact.address} />` : null })}
      ${row({ field: "birthDate", label: t("contact.birthDate"), value: contact.birthDate ?? null, shown: calendarDate(contact.birthDate), kind: "date" })}
      ${row({ field: "language", label: t("contact.language"), value: contact.language ?? null, shown: languageName(contact.language), kind: "choice", options: languages(contact.language) })}
      ${row({ field: "executive", label: t("contact.executive"), value: contact.executive ?? null })}
      ${fields.map((field) => html`<${EditRow} key=${`${field.id}-${contact.id}`} ...${fieldRow(field, contact.attributes?.[field.id])} empty=${t("contact.addValue")}
        save=${(/** @type {string} */ value) => saveContact(caseId, contact, { attributes: { [field.id]: fieldText(field, value) } })} />`)}
      ${row({ field: "notes", label: t("contact.notes"), value: contact.notes, kind: "long" })}
    </div><p class="contact-panel__foot">${t("contact.shared")}</p></div>`;
}

/** @param {import("../lib/types").CustomField[]} fields each once, as the first campaign that knows them has it */
export const uniqueFields = (fields) => fields.filter((field, index) => fields.findIndex((one) => one.id === field.id) === index);

/** @param {string | null | undefined} code */
function languageName(code) {
  if (!code) return "";
  const name = new Intl.DisplayNames([currentLanguage()], { type: "language" }).of(code) ?? code;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** @param {string | null | undefined} held @returns {[value: string, text: string][]} */
const languages = (held) => [...new Set([...(held ? [held] : []), ...LANGUAGES])].map((code) => [code, languageName(code)]);

/** @param {{address: string}} props */
function MapLink({ address }) {
  const words = t("contact.map", { address });
  const query = encodeURIComponent(address.replace(/\s+/g, " "));
  return html`<a class="button button--ghost button--icon button--s" target="_blank" rel="noopener noreferrer" aria-label=${words} title=${words} href=${`https://www.openstreetmap.org/search?query=${query}`}><${Icon} name="pin" size="s" /></a>`;
}
