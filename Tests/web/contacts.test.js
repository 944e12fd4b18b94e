import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarDate, fieldRow, fieldText, fieldWords, priceWords } from "../../Web/contacts/field-value.js";
import { customerOf, noContacts, reduceContacts } from "../../Web/contacts/reduce.js";
import { addPart, emptyDesk, reduceDesk } from "../../Web/desk-reduce.js";
import { useLanguage } from "../../Web/lib/i18n.js";
import { at, card } from "./cast.js";

const frame = (/** @type {string} */ kind, /** @type {any} */ data) => ({ type: "frame", frame: { id: "1.0.9", kind, data }, now: 0 });
const product = (/** @type {string} */ id, /** @type {number} */ version = 1) => ({ id, type: null, name: id, reference: null, status: null, price: null, attributes: {}, createdAt: at(1), version });

test("a customer is their contact, or their address while it is nobody's", () => {
  const known = card("case-0001");
  assert.equal(customerOf(known), "contact-case-0001");
  assert.equal(customerOf({ ...known, contact: { ...known.contact, id: null } }), "point-case-0001");
});

test("a history is read page by page, and live cards take their place in it", () => {
  const [one, two] = [card("case-0001"), card("case-0002", { contact: card("case-0001").contact })];
  const customer = customerOf(one);
  let state = reduceContacts(undefined, { type: "history.loading", customer });
  assert.equal(state.histories[customer]?.status, "loading");
  state = reduceContacts(state, { type: "history.loaded", customer, items: [{ case: one, messages: 3, dispositions: 1 }], next: "n", more: false });
  state = reduceContacts(state, { type: "history.loaded", customer, items: [{ case: two, messages: 5, dispositions: 0 }], next: null, more: true });
  assert.deepEqual(state.histories[customer]?.items.map((item) => item.id), ["case-0001", "case-0002"]);
  assert.deepEqual(state.histories[customer]?.counts["case-0001"], { messages: 3, dispositions: 1 });
  const newer = { ...two, version: 2, description: "Lámpara" };
  assert.equal(reduceContacts(state, frame("case.updated", { case: newer })).histories[customer]?.items[1]?.description, "Lámpara");
  assert.equal(reduceContacts(state, frame("case.updated", { case: { ...two, version: 1, description: "vieja" } })), state);
  const third = card("case-0003", { contact: one.contact });
  assert.equal(reduceContacts(state, frame("case.created", { case: third })).histories[customer]?.items[0]?.id, "case-0003");
});

test("what an event only tells of stays on the screen until it was read again", () => {
  let state = reduceContacts(undefined, { type: "products", contact: "c", items: [product("p")] });
  state = reduceContacts(state, frame("contact.updated", { contact: { id: "c", name: "Rosa", code: null, version: 2 }, products: true }));
  assert.deepEqual([state.products.c?.status, state.products.c?.items.length], ["stale", 1]);
  assert.equal(reduceContacts(state, frame("contact.updated", { contact: { id: "otro", name: "X", code: null, version: 2 }, products: true })).products.c, state.products.c);
  state = reduceContacts(state, { type: "history.loaded", customer: "c", items: [{ case: card("case-0001"), messages: 1, dispositions: 0 }], next: null });
  state = reduceContacts(state, frame("contact.updated", { contact: { id: "c", name: "Rosa", code: null, version: 3 }, gone: { point: "p1", name: null } }));
  assert.deepEqual([state.histories.c?.status, state.histories.c?.items.length], ["stale", 1]);
});

test("an older answer never takes the place of a newer one", () => {
  let state = reduceContacts(undefined, { type: "products", contact: "c", items: [product("p", 3)] });
  assert.equal(reduceContacts(state, { type: "product", contact: "c", product: { ...product("p", 2), name: "vieja" } }).products.c?.items[0]?.name, "p");
  assert.equal(reduceContacts(state, { type: "product", contact: "c", product: { ...product("p", 4), name: "nueva" } }).products.c?.items[0]?.name, "nueva");
  assert.deepEqual(reduceContacts(state, { type: "product", contact: "c", product: product("q") }).products.c?.items.map((one) => one.id), ["q", "p"]);
  assert.deepEqual(reduceContacts(state, { type: "product.gone", contact: "c", product: "p" }).products.c?.items, []);
  state = reduceContacts(state, frame("case.attributes", { case: "k", attributes: { orden: "2" }, version: 5 }));
  assert.deepEqual(reduceContacts(state, { type: "attributes", case: "k", attributes: { orden: "1" }, version: 4 }).attributes.k?.values, { orden: "2" });
});

test("a snapshot begins anew, and a part without news stays the same object", () => {
  const state = reduceContacts(undefined, { type: "labels", labels: [] });
  assert.equal(reduceContacts(state, { type: "toast", toast: {} }), state);
  assert.equal(reduceContacts(state, { type: "directory", snapshot: {} }).labels, null);
  assert.deepEqual(reduceContacts(state, { type: "snapshot", snapshot: {} }), noContacts);
});

test("the desk keeps a layer's part once its code is there", () => {
  assert.equal(reduceDesk(emptyDesk, { type: "labels", labels: [] }).parts.contacts, undefined);
  addPart("contacts", reduceContacts);
  const desk = reduceDesk(emptyDesk, { type: "labels", labels: [{ id: "l", name: "Club", color: null, archivedAt: null }] });
  assert.equal(desk.parts.contacts?.labels?.[0]?.name, "Club");
  assert.equal(reduceDesk(desk, { type: "mode", mode: "note" }).parts, desk.parts);
});

test("an address that comes or goes renames the cards that stand by it", () => {
  const one = card("case-0001", { contact: { ...card("case-0001").contact, id: null, name: "Elena (perfil)", code: null } });
  const desk = reduceDesk(emptyDesk, { type: "case", card: one });
  const linked = reduceDesk(desk, frame("contact.updated", { contact: { id: "c", name: "Elena Quispe", code: "70", version: 2 }, point: "point-case-0001" }));
  assert.deepEqual({ ...linked.cases.byId["case-0001"]?.contact, point: null }, { id: "c", name: "Elena Quispe", code: "70", vip: false, blocked: false, point: null });
  const freed = reduceDesk(linked, frame("contact.updated", { contact: { id: "c", name: "Elena Quispe", code: "70", version: 3 }, gone: { point: "point-case-0001", name: "Elena (perfil)" } }));
  assert.deepEqual({ ...freed.cases.byId["case-0001"]?.contact, point: null }, { id: null, name: "Elena (perfil)", code: null, vip: false, blocked: false, point: null });
});

test("values read as people write them, and are sent as the field has them", () => {
  useLanguage("es", { "field.yes": "Sí", "field.no": "No" });
  const field = (/** @type {any} */ kind, /** @type {any} */ more = {}) => ({ id: "x", label: "X", kind, options: [], required: false, ...more });
  assert.equal(fieldWords(field("checkbox"), false), "No");
  assert.equal(fieldWords(field("number"), 1234.5), new Intl.NumberFormat("es", { maximumFractionDigits: 6 }).format(1234.5));
  assert.match(calendarDate("1987-02-14"), /14.*feb.*1987/);
  assert.equal(fieldText(field("checkbox"), "true"), true);
  assert.equal(fieldText(field("text"), ""), null);
  assert.deepEqual(fieldRow(field("choice", { options: ["Oro"] }), "Bronce").options, [["Bronce", "Bronce"], ["Oro", "Oro"]]);
  assert.equal(priceWords({ amount: "289.90", currency: "PEN" }), "S/ 289.90");
  assert.match(priceWords({ amount: "1500", currency: "CLP" }), /^\$ 1.?500$/);
  assert.equal(priceWords(null), "");
});
