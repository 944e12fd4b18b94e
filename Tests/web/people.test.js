import assert from "node:assert/strict";
import { test } from "node:test";
import { fits } from "../../Web/people/fits.js";
import { progressed, wrongPlan } from "../../Web/people/import-shape.js";
import { countFilters, filterOf, noFilter, queryOf, searchOf } from "../../Web/people/people-address.js";
import { noPeople, reducePeople } from "../../Web/people/reduce.js";
import { peopleOf } from "../../Web/lib/router.js";

/** @param {string} id @param {Partial<import("../../Web/lib/types").Contact>} more @returns {import("../../Web/lib/types").Contact} */
const contact = (id, more = {}) => ({
  id, name: "Rosa Quispe Mamani", code: "41220187", notes: null, campaigns: ["postventa"], createdAt: "2026-03-10T15:00:00.000Z", version: 1, labels: [], attributes: {}, vip: false, blocked: null,
  points: [{ id: `p-${id}`, kind: "phone", value: "+51999111222", display: "+51 999 111 222" }], ...more,
});
const lima = "America/Lima";

test("contacts: the address holds the whole filter, and nonsense is left out", () => {
  const filter = { ...noFilter, q: "rosa quispe", label: ["club", "mayorista"], campaign: ["ventas"], vip: /** @type {const} */ ("true"), blocked: /** @type {const} */ ("false"), createdFrom: "2026-03-01", createdTo: "2026-03-31", attributes: { nivel: "oro: 2", ciudad: "Cusco" }, sort: /** @type {const} */ ("-updated") };
  assert.deepEqual(filterOf(searchOf(filter)), filter);
  assert.equal(searchOf(noFilter), "");
  assert.equal(countFilters(filter), 7);
  assert.equal(countFilters({ ...noFilter, q: "rosa" }), 0);
  assert.deepEqual(filterOf("?vip=maybe&blocked=1&createdFrom=2026-02-30&createdTo=ayer&attribute=nivel&attribute=:oro&sort=shoe&label=&label=a&label=a"), { ...noFilter, label: ["a"] });
});

test("contacts: the server is asked for whole days of the organisation, the last one included", () => {
  const asked = new URLSearchParams(queryOf({ ...noFilter, createdFrom: "2026-03-01", createdTo: "2026-03-31", attributes: { nivel: "Oro" } }, lima, null));
  assert.equal(asked.get("createdFrom"), "2026-03-01T05:00:00.000Z");
  assert.equal(asked.get("createdTo"), "2026-04-01T05:00:00.000Z");
  assert.equal(asked.get("attribute.nivel"), "Oro");
  assert.equal(asked.get("sort"), "name");
  assert.deepEqual(new URLSearchParams(queryOf({ ...noFilter, campaign: ["ventas", "correo"] }, lima, null)).getAll("campaign"), ["ventas", "correo"]);
  assert.deepEqual(new URLSearchParams(queryOf({ ...noFilter, campaign: ["ventas", "correo"] }, lima, "postventa")).getAll("campaign"), ["postventa"], "the campaign chosen for the whole desk goes before");
});

test("contacts: what the address names", () => {
  for (const [path, place] of [["/contacts", ""], ["/contacts/", ""], ["/contacts/duplicates", "duplicates"], ["/contacts/import/0190", "import/0190"], ["/contactsy", null], ["/cases/1", null]]) assert.equal(peopleOf(/** @type {string} */ (path)), place);
});

test("contacts: one that changed is judged by the filter", () => {
  const rosa = contact("rosa", { labels: ["club"], attributes: { nivel: "Oro", visita: true } });
  /** @type {[what: string, filter: Partial<import("../../Web/people/people-address.js").PeopleFilter>, fits: boolean][]} */
  const cases = [
    ["nothing asked", {}, true], ["a label of theirs", { label: ["mayorista", "club"] }, true], ["another label", { label: ["mayorista"] }, false],
    ["their campaign", { campaign: ["ventas", "postventa"] }, true], ["another campaign", { campaign: ["ventas"] }, false],
    ["VIP", { vip: "true" }, false], ["not VIP", { vip: "false" }, true], ["blocked", { blocked: "true" }, false], ["not blocked", { blocked: "false" }, true],
    ["their day", { createdFrom: "2026-03-10", createdTo: "2026-03-10" }, true], ["the day after", { createdFrom: "2026-03-11" }, false], ["the day before", { createdTo: "2026-03-09" }, false],
    ["an attribute", { attributes: { nivel: "Oro" } }, true], ["a ticked one", { attributes: { visita: "true" } }, true], ["another value", { attributes: { nivel: "Plata" } }, false], ["one they lack", { attributes: { ciudad: "Cusco" } }, false],
    ["the beginnings of words", { q: "mam ROSA" }, true], ["without accents", { q: "quíspe" }, true], ["the middle of a word", { q: "uispe" }, false],
    ["a phone in another format", { q: "999-111 222" }, true], ["their document", { q: "41220187" }, true], ["another number", { q: "999 000" }, false],
  ];
  for (const [what, filter, expected] of cases) assert.equal(fits(rosa, { ...noFilter, ...filter }, lima, null), expected, what);
  assert.equal(fits(rosa, noFilter, lima, "ventas"), false, "the campaign chosen for the whole desk");
  // Ten at night on the ninth in Lima is the tenth elsewhere.
  assert.equal(fits(contact("late", { createdAt: "2026-03-10T03:00:00.000Z" }), { ...noFilter, createdTo: "2026-03-09" }, lima, null), true);
});

/** @param {import("../../Web/lib/types").PeoplePart} held @param {import("../../Web/lib/types").Action[]} actions */
const after = (held, ...actions) => actions.reduce(reducePeople, held);
const page = (/** @type {string} */ key, /** @type {string[]} */ ids, /** @type {string | null} */ next = null, more = false) => ({ type: "people.page", key, items: ids.map((id) => contact(id)), next, more });
const updated = (/** @type {string} */ id, /** @type {number} */ version, more = {}) => ({ type: "frame", frame: { id: "1", kind: "contact.updated", data: { contact: { id, version, name: id, code: null }, ...more } } });
const listed = after(noPeople, { type: "people.asked", key: "a" }, page("a", ["1", "2", "3"], "x"));

test("contacts: pages follow each other, and a late answer to another question is nobody's", () => {
  assert.deepEqual(listed.items, ["1", "2", "3"]);
  const more = after(listed, { type: "people.more" }, page("a", ["3", "4"], null, true));
  assert.deepEqual(more.items, ["1", "2", "3", "4"], "one that moved to the next page is there once");
  const other = after(listed, { type: "people.asked", key: "b" });
  assert.equal(other.status, "changing");
  assert.deepEqual(other.items, ["1", "2", "3"], "rows stay while others are on their way");
  assert.deepEqual(after(other, page("a", ["9"])).items, ["1", "2", "3"]);
  assert.deepEqual(after(other, page("b", ["9"])).items, ["9"]);
  assert.equal(after(other, { type: "people.failed", key: "a", more: false, error: { status: 500, code: "", message: "" } }).error, null);
  assert.deepEqual(after(listed, { type: "people.more" }, { type: "people.failed", key: "a", more: true, error: { status: 0, code: "", message: "" } }).items, ["1", "2", "3"], "what is shown stays where the next page fails");
});

test("contacts: pages that bring nothing are counted, until somebody asks again", () => {
  const none = after(noPeople, { type: "people.asked", key: "a" }, page("a", [], "x"), { type: "people.more" }, page("a", [], "y", true));
  assert.equal(none.barren, 2);
  assert.equal(after(none, { type: "people.more", again: true }).barren, 0);
  assert.equal(after(none, { type: "people.more" }, page("a", ["1"], "z", true)).barren, 0);
});

test("contacts: what changed is read again; a row changes in place, leaves, or is announced", () => {
  const told = after(listed, updated("2", 2), updated("9", 1));
  assert.deepEqual(told.touched, { 2: 2, 9: 1 });
  assert.deepEqual(told.items, ["1", "2", "3"], "nothing moves by what is only said");
  const changed = after(told, { type: "people.read", id: "2", contact: contact("2", { version: 2, name: "Rosa Mamani" }), fits: true });
  assert.equal(changed.byId[2]?.name, "Rosa Mamani");
  assert.deepEqual([changed.items, changed.touched], [["1", "2", "3"], { 9: 1 }]);
  assert.deepEqual(after(told, { type: "people.read", id: "2", contact: contact("2", { version: 2 }), fits: false }).items, ["1", "3"]);
  const fresh = after(changed, { type: "people.read", id: "9", contact: contact("9"), fits: true });
  assert.deepEqual([fresh.fresh, fresh.items], [["9"], ["1", "2", "3"]], "announced, and nothing jumps");
  assert.deepEqual(after(fresh, updated("9", 2), { type: "people.read", id: "9", contact: contact("9", { version: 2 }), fits: false }).fresh, []);
  assert.deepEqual(after(changed, { type: "people.read", id: "9", contact: contact("9"), fits: false }).fresh, []);
  assert.equal(after(told, updated("9", 3), updated("9", 2)).touched[9], 3, "older news is none");
  assert.deepEqual(after(listed, updated("2", 1)).touched, {}, "what is known already is none either");
});

test("contacts: one that became another's leaves", () => {
  assert.deepEqual(after(listed, updated("1", 2, { merged: "2" })).items, ["1", "3"]);
  const read = after(listed, updated("2", 5), { type: "people.read", id: "2", contact: contact("1", { version: 4 }), fits: true });
  assert.deepEqual([read.items, read.touched], [["1", "3"], {}]);
  assert.deepEqual(after(listed, { type: "people.gone", id: "3" }).items, ["1", "2"]);
});

test("contacts: where too much changes at once the list says that it is old", () => {
  const many = Array.from({ length: 40 }, (_, at) => updated(`new-${at}`, 1));
  const flooded = after(listed, ...many);
  assert.equal(flooded.outdated, true);
  assert.equal(Object.keys(flooded.touched).length, 30);
  assert.deepEqual(after(flooded, { type: "people.asked", key: "a" }, page("a", ["1"])).outdated, false);
  assert.equal(after(listed, ...many.slice(0, 30)).outdated, false);
  assert.equal(after(listed, { type: "snapshot" }).outdated, true);
  assert.deepEqual(after(noPeople, ...many), noPeople, "nobody looks: nothing is kept");
});

test("contacts: an older answer never writes over a newer one", () => {
  const newer = after(listed, { type: "contact", contact: contact("1", { version: 7, name: "Rosa Siete" }) });
  assert.equal(after(newer, { type: "people.read", id: "1", contact: contact("1", { version: 6, name: "Rosa Seis" }), fits: true }).byId[1]?.name, "Rosa Siete");
  assert.equal(after(newer, page("a", ["1"])).byId[1]?.name, "Rosa Siete");
});

test("import: a plan needs a name, what rows are found by, and each field once", () => {
  assert.equal(wrongPlan({ 0: "name", 1: "code", 2: "phone", 3: "phone", 4: "" }, "code"), null, "several phones are several addresses");
  assert.deepEqual(wrongPlan({ 0: "code" }, "code"), { kind: "name", target: "name" });
  assert.deepEqual(wrongPlan({ 0: "name", 1: "email" }, "phone"), { kind: "match", target: "phone" });
  assert.deepEqual(wrongPlan({ 0: "name", 1: "code", 2: "code" }, "code"), { kind: "twice", target: "code" });
});

test("an import goes on with what is told of it, and never back", () => {
  const held = /** @type {any} */ ({ id: "i", state: "running", done: 40, total: 100, failed: 1, columns: ["Nombre"] });
  assert.deepEqual(progressed(held, { id: "i", state: "running", done: 60, failed: 2 }), { ...held, done: 60, failed: 2 });
  assert.equal(progressed(held, { id: "i", state: "running", done: 20 }), held, "told late");
  assert.equal(progressed({ ...held, state: "cancelled" }, { id: "i", state: "running", done: 80 }).state, "cancelled");
});
