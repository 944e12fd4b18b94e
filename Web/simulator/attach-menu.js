import { html, useRef } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { sendFile, sendSample, write } from "./acts.js";

const PLACE = { latitude: -12.1211, longitude: -77.0297, name: "Parque Kennedy", address: "Av. José Larco 345, Miraflores" };
const CARDS = [{ name: { formatted_name: "Julia Mamani", first_name: "Julia", last_name: "Mamani" }, phones: [{ phone: "+51 900 555 200", wa_id: "51900555200", type: "CELL" }], org: { company: "Casa Jacaranda" } }];
const ORDER = { catalog_id: "194836987003835", product_items: [{ product_retailer_id: "ambar-m", quantity: 1, item_price: 289.9, currency: "PEN" }] };

/**
 * What else a customer sends: files of this machine, or ready ones.
 * @param {{phone: string, text: string, more: Record<string, string>, onSent: () => void}} props
 */
export function AttachMenu({ phone, text, more, onSent }) {
  const file = useRef(/** @type {any} */ (null));
  const id = `attach-${phone}`;
  const caption = text.trim() ? { text: text.trim() } : {};
  const chosen = async () => {
    for (const one of file.current.files) await sendFile(phone, one, caption.text, more.replyTo);
    file.current.value = "";
    onSent();
  };
  /** @type {[string, string, () => unknown][]} */
  const items = [
    ["image", "photo", () => sendSample(phone, "photo", { kind: "image", ...caption, ...more })],
    ["file", "document", () => sendSample(phone, "document", { kind: "document", ...caption, ...more })],
    ["smile", "sticker", () => sendSample(phone, "sticker", { kind: "sticker", ...more })],
    ["pin", "location", () => write(phone, { kind: "location", location: PLACE, ...more })],
    ["user", "contact", () => write(phone, { kind: "contacts", contacts: CARDS, ...more })],
    ["cart", "order", () => write(phone, { kind: "other", type: "order", content: ORDER })],
    ["help", "unsupported", () => write(phone, { kind: "unsupported" })],
  ];
  return html`<button class="phone__clip" type="button" popovertarget=${id} aria-haspopup="menu" data-testid="phone-attach" aria-label=${t("attach.open")}><${Icon} name="clip" /></button>
    <${Menu} id=${id} label=${t("attach.open")} side="above">
      <button class="menu__item" type="button" role="menuitem" tabindex="-1" data-testid="attach-file" onClick=${() => file.current.click()}><${Icon} name="clip" size="s" />${t("attach.file")}</button>
      ${items.map(([icon, name, act]) => html`<button key=${name} class="menu__item" type="button" role="menuitem" tabindex="-1" data-testid=${`attach-${name}`} onClick=${async () => { await act(); onSent(); }}><${Icon} name=${icon} size="s" />${t(`attach.${name}`)}</button>`)}
    <//>
    <input class="visually-hidden" type="file" multiple ref=${file} tabindex="-1" aria-hidden="true" data-testid="phone-file" onChange=${chosen} />`;
}
