import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { shortDate } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { BlankState } from "../ui/blank-state.js";
import { IconButton } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { Skeleton } from "../ui/skeleton.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { contactOf } from "./contact-panel.js";
import { fieldWords, priceWords } from "./field-value.js";
import { contactsIn } from "./part.js";
import { loadProducts, removeProduct } from "./product-actions.js";
import { ProductForm } from "./product-form.js";

/**
 * What the customer owns; added, changed in place and removed.
 * @param {{card: import("../lib/types").Card}} props
 */
export function ProductList({ card }) {
  const held = useDesk((state) => contactOf(card, state));
  const contact = card.contact.id;
  if (!contact) return html`<div class="side-panel__scroll"><${BlankState} icon="cart" title=${t("product.unknown")} text=${t("product.unknownText")} /></div>`;
  return html`<${ContactProducts} key=${contact} contact=${contact} knownIn=${held?.campaigns ?? [card.campaign]} />`;
}

/** @param {{contact: string, knownIn: string[]}} props `knownIn`: the campaigns that say what kinds of products there are */
export function ContactProducts({ contact, knownIn }) {
  const { products, campaigns, offline } = useDesk((state) => ({ products: contactsIn(state).products[contact], campaigns: state.directory.campaigns, offline: state.connection.status === "offline" }));
  const now = useNow(false);
  const [editing, setEditing] = useState(/** @type {string | null} */ (null));
  const back = useRef(/** @type {string | null} */ (null));
  useEffect(() => { if (!products || products.status === "stale") void loadProducts(contact); }, [contact, products?.status]);
  useEffect(() => {
    // Whoever shuts the form stands where they opened it.
    if (editing === null && back.current) { if (document.activeElement === document.body) document.getElementById(back.current)?.focus(); back.current = null; }
  }, [editing]);
  if (!products) return html`<div class="side-panel__scroll"><${Skeleton} kind="rows" label=${t("product.loading")} /></div>`;
  if (products.status === "error") return html`<div class="side-panel__scroll"><${BlankState} icon="alert" error title=${t("product.failed")}><button type="button" class="button" onClick=${() => void loadProducts(contact)}>${t("action.retry")}</button></${BlankState}></div>`;
  const known = knownIn.flatMap((id) => campaigns[id]?.productTypes ?? []);
  const types = known.filter((type, index) => known.findIndex((one) => one.id === type.id) === index);
  const open = (/** @type {string} */ id, /** @type {string} */ from) => { back.current = from; setEditing(id); };
  const form = (/** @type {import("../lib/types").Product | null} */ product) => html`<${ProductForm} key=${product?.id ?? "new"} contact=${contact} product=${product} types=${types} leave=${() => setEditing(null)} />`;
  return html`<div class="side-panel__scroll">
    ${products.items.length === 0 && editing !== "new" ? html`<p class="match-list__none">${t("product.none")}</p>` : null}
    <ul class="product-list">${products.items.map((product) => (editing === product.id ? html`<li key=${product.id} class="product-list__item">${form(product)}</li>` : html`<${ProductRow} key=${product.id} contact=${contact} product=${product} type=${types.find((one) => one.id === product.type)} now=${now} offline=${offline} edit=${() => open(product.id, `product-${product.id}`)} />`))}</ul>
    ${editing === "new" ? form(null) : html`<button type="button" class="button button--block" id="product-add" data-testid="add-product" disabled=${offline} title=${offline ? t("error.offlineAct") : undefined} onClick=${() => open("new", "product-add")}><${Icon} name="plus" size="s" />${t("product.add")}</button>`}
  </div>`;
}

/** @param {{contact: string, product: import("../lib/types").Product, type: import("../lib/types").ProductType | undefined, now: number, offline: boolean, edit: () => void}} props */
function ProductRow({ contact, product, type, now, offline, edit }) {
  const sub = [type?.label ?? product.type, product.reference, shortDate(product.createdAt, now)].filter(Boolean).join(" · ");
  const more = (type?.fields ?? []).filter((field) => product.attributes[field.id] !== undefined);
  return html`<li class="contact-panel__product" data-testid="product"><button type="button" class="contact-panel__open contact-panel__product-name" id=${`product-${product.id}`} aria-label=${t("product.edit", { name: product.name })} disabled=${offline} onClick=${edit}>${product.name}</button><span>${priceWords(product.price)}</span>
    <span class="contact-panel__product-sub">${sub}</span><span class="contact-panel__product-sub">${product.status ?? ""}</span>
    ${more.length > 0 ? html`<dl class="contact-panel__product-more">${more.map((field) => html`<div key=${field.id}><dt>${field.label}</dt><dd>${fieldWords(field, product.attributes[field.id])}</dd></div>`)}</dl>` : null}
    <span class="contact-panel__product-acts"><${IconButton} icon="trash" size="s" iconSize="s" label=${t("product.remove", { name: product.name })} disabled=${offline} onClick=${() => void removeProduct(contact, product)} /></span></li>`;
}
