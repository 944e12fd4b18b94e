import { dispatch } from "../desk.js";
import { ApiError, get, put, remove } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { words } from "./contact-actions.js";

/**
 * @typedef {import("../lib/types").Product} Product
 * @typedef {{type: string | null, name: string, reference: string | null, status: string | null, price: Product["price"], attributes: Record<string, any>, version?: number}} ProductEntry
 */

/** @param {string} contact */
export async function loadProducts(contact) {
  try {
    const { items } = await get(`/api/v1/contacts/${contact}/products`);
    dispatch({ type: "products", contact, items });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    dispatch({ type: "products.failed", contact });
  }
}

/**
 * @param {string} contact
 * @param {string} id
 * @param {ProductEntry} entry
 * @returns {Promise<{text: string, field: string, newer: Product | null} | null>} what is wrong, and with which field
 */
export async function saveProduct(contact, id, entry) {
  try {
    dispatch({ type: "product", contact, product: await put(`/api/v1/contacts/${contact}/products/${id}`, entry) });
    return null;
  } catch (error) {
    const text = words(error);
    const problem = error instanceof ApiError ? error.problem : {};
    if (problem.product) dispatch({ type: "product", contact, product: problem.product });
    return { text, field: problem.errors?.[0]?.field ?? "", newer: problem.product ?? null };
  }
}

/** @param {string} contact @param {Product} product */
export async function removeProduct(contact, product) {
  try {
    await remove(`/api/v1/contacts/${contact}/products/${product.id}`);
    dispatch({ type: "product.gone", contact, product: product.id });
    document.getElementById("product-add")?.focus();
    const { id, createdAt: _, version: __, ...entry } = product;
    const undo = async () => { const problem = await saveProduct(contact, id, entry); if (problem) toast(problem.text, "alert"); };
    toast(t("product.removed", { name: product.name }), "trash", { label: t("contact.undo"), run: () => void undo() });
  } catch (error) { toast(words(error), "alert"); }
}
