import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { askedOf, queryOf, sameKeys, scoped, searchOf, toggled, withKey } from "../../Web/cases-module/address.js";
import { noBulk, part, reduceBulk } from "../../Web/cases-module/bulk-reduce.js";
import { chipsOf, dayOfField } from "../../Web/cases-module/chips.js";
import { noNames } from "../../Web/cases-module/names.js";
import { noListing, reduceListing } from "../../Web/cases-module/reduce.js";
import { noRows, reduceRows, sizeOf } from "../../Web/cases-module/rows.js";
import { drop, everything, extend, isSelected, nothing, page, stateOfPage, toggle } from "../../Web/cases-module/selection.js";
import { pressed, SORTS, sortName } from "../../Web/cases-module/sorts.js";
import { defaultView } from "../../Web/cases-module/views.js";
import { followUpLeft } from "../../Web/cases/follow-up-clock.js";
import { useTimeZone } from "../../Web/lib/format.js";
import { useLanguage } from "../../Web/lib/i18n.js";

const words = (/** @type {string} */ path) => JSON.parse(readFileSync(new URL(`../../Web/i18n/${path}es.json`, import.meta.url), "utf8"));
useLanguage("es", { ...words(""), ...words("listing/"), ...words("acts/") });
useTimeZone("America/Lima");
const NOW = Date.parse("2025-11-21T15:42:31Z");
/** @returns {any} */
const card = (/** @type {string} */ id, version = 1, more = {}) => ({ id, number: Number(id.slice(1)), version, state: "open", marks: {}, contact: { id: `k-${id}`, name: "Rosa", code: null, point: { id: `p-${id}` } }, ...more });
const frame = (/** @type {any} */ data, kind = "case.changed") => ({ id: "1", kind, data });

test("the address holds every filter, order and view, and gives them back", () => {
  const search = "?view=v-1&createdFrom=-7d&q=l%C3%A1mpara%20%22no%20enciende%22&state=open&state=waiting&attribute.talla=38&attribute.talla=39&unread=true&sort=-customer";
  const asked = askedOf(search);
  assert.deepEqual(asked.keys, { createdFrom: ["-7d"], q: ['lámpara "no enciende"'], state: ["open", "waiting"], "attribute.talla": ["38", "39"], unread: ["true"] });
  assert.deepEqual([asked.view, asked.sort], ["v-1", "-customer"]);
  assert.deepEqual(askedOf(searchOf(asked)), asked);
});

test("an address that names a view alone leaves its filters to it; one whose filters were all taken away says so", () => {
  assert.deepEqual(askedOf("?view=v-1"), { view: "v-1", keys: null, sort: null });
  const emptied = searchOf({ view: "v-1", keys: {}, sort: null });
  assert.equal(emptied, "?view=v-1&all=true");
  assert.deepEqual(askedOf(emptied).keys, {});
  assert.deepEqual(askedOf(""), { view: null, keys: null, sort: null });
});

test("what is no filter of the interface is left out of the question, doubled values are one, empty ones none", () => {
  assert.deepEqual(askedOf("?state=open&state=open&drop=table&cursor=x&limit=9&tag=").keys, { state: ["open"] });
  assert.deepEqual(askedOf("?unread=true&unread=false").keys, { unread: ["false"] });
});

test("filters in another order are the same question", () => {
  assert.ok(sameKeys({ state: ["open", "bot"], tag: ["a"] }, { tag: ["a"], state: ["bot", "open"] }));
  assert.ok(sameKeys({ state: [] }, {}));
  assert.ok(!sameKeys({ state: ["open"] }, { state: ["closed"] }));
  assert.equal(queryOf({ tag: ["b", "a"], channel: ["email"] }, "-created"), "channel=email&tag=a&tag=b&sort=-created");
});

test("a filter is put, turned and taken away", () => {
  assert.deepEqual(toggled({ state: ["open"] }, "state", "closed"), { state: ["open", "closed"] });
  assert.deepEqual(toggled({ state: ["open"] }, "state", "open"), {});
  assert.deepEqual(withKey({ q: ["a"], tag: ["t"] }, "q", []), { tag: ["t"] });
});

test("the campaign in scope narrows whatever is asked; one that is not asked for leaves nothing to ask", () => {
  assert.deepEqual(scoped({ state: ["open"] }, null), { state: ["open"] });
  assert.deepEqual(scoped({ campaign: ["a", "b"] }, "b"), { campaign: ["b"] });
  assert.equal(scoped({ campaign: ["a"] }, "b"), null);
});

test("the sentence of filters names what ids stand for and counts what is many", () => {
  const names = { ...noNames, now: NOW, campaigns: { c: { name: "Pedidos" } }, agents: { a: { name: "Ana Torres" } }, tags: { t: { name: "Frágil" } }, fields: { talla: "Talla" } };
  const chips = chipsOf({ campaign: ["c"], createdFrom: ["2025-11-15"], createdTo: ["2025-11-21"], state: ["open", "waiting", "closed"], assignee: ["a", "none"], "attribute.talla": ["38"], tag: ["gone"], flag: ["true"], updatedFrom: ["-7d"], slaAgeMin: ["30"] }, names);
  assert.deepEqual(chips.map((chip) => `${chip.label}: ${chip.value}`), ["Creado: 15 nov a 21 nov", "Estado: 3", "Bandera: Sí", "Asignado a: Ana Torres, Sin asignar", "Campaña: Pedidos", "Etiqueta: (ya no existe)", "Actualizado: desde hace 7 días", "Antigüedad del SLA: desde 30 min", "Talla: 38"]);
  assert.deepEqual(chips[0]?.keys, ["createdFrom", "createdTo"]);
  assert.deepEqual(chipsOf({ createdFrom: ["today"] }, names)[0]?.value, "desde hoy");
  assert.deepEqual([dayOfField("2025-11-21"), dayOfField("2025-11-22T03:00:00Z"), dayOfField("-7d")], ["2025-11-21", "2025-11-21", ""]);
});

test("a stretch is extended and drawn in again from its anchor; what was chosen apart from it stays", () => {
  const shown = ["a", "b", "c", "d", "e"];
  let held = toggle(nothing, "a", shown);
  held = toggle(held, "c", shown);
  held = extend(held, "c", "d", shown);
  held = extend(held, "d", "e", shown);
  assert.deepEqual(held.ids, ["a", "c", "d", "e"]);
  held = extend(held, "e", "d", shown);
  assert.deepEqual(held.ids, ["a", "c", "d"]);
  assert.deepEqual(extend(held, "d", "b", shown).ids, ["a", "b", "c"]);
});

test("Ctrl A takes the page, then all that match; one taken out of all leaves what is here", () => {
  const shown = ["a", "b", "c"];
  const one = page(nothing, shown);
  assert.deepEqual([one.ids, one.all], [shown, false]);
  const all = page(one, shown);
  assert.equal(all.all, true);
  assert.ok(isSelected(all, "b", shown));
  assert.deepEqual(toggle(all, "b", shown), { ids: ["a", "c"], all: false, anchor: "b" });
  assert.deepEqual(toggle(everything(toggle(nothing, "a", shown)), "b", shown).ids, ["a", "c"]);
  assert.deepEqual([stateOfPage(nothing, shown), stateOfPage(one, shown), stateOfPage(toggle(nothing, "a", shown), shown), stateOfPage(everything(nothing), shown)], ["none", "all", "some", "all"]);
  assert.equal(page(nothing, []), nothing);
});

test("what left the list is acted on no more", () => {
  const held = { ids: ["a", "b"], all: false, anchor: "b" };
  assert.deepEqual(drop(held, ["b"]), { ids: ["a"], all: false, anchor: null });
  assert.equal(drop(held, ["z"]), held);
});

const read = (/** @type {any[]} */ items, next = null) => reduceRows(reduceRows(noRows, { type: "rows.ask", of: "state=open" }), { type: "rows.page", of: "state=open", items, next, first: true, at: NOW });

test("pages follow each other without doubles, and a page for another question is let go", () => {
  let rows = read([card("c1"), card("c2")], /** @type {any} */ ("n"));
  rows = reduceRows(rows, { type: "rows.page", of: "state=open", items: [card("c2"), card("c3")], next: null, first: false, at: NOW });
  assert.deepEqual(rows.ids, ["c1", "c2", "c3"]);
  assert.equal(reduceRows(rows, { type: "rows.page", of: "state=closed", items: [], next: null, first: true, at: NOW }), rows);
  assert.equal(sizeOf(rows), 3);
  assert.equal(sizeOf({ ...rows, next: "n", count: { count: 312, exact: true } }), 312);
  assert.equal(sizeOf({ ...rows, next: "n", count: { count: 10_000, exact: false } }), -1);
});

test("a frame changes its row and asks about it; an older or repeated one changes nothing", () => {
  const rows = read([card("c1", 5)]);
  const newer = reduceRows(rows, { type: "rows.frames", frames: [frame({ case: card("c1", 6, { state: "closed" }) })] });
  assert.equal(newer.byId.c1?.state, "closed");
  assert.deepEqual(newer.asking, { c1: 1 });
  const older = reduceRows(newer, { type: "rows.frames", frames: [frame({ case: card("c1", 4) })] });
  assert.equal(older.byId.c1?.state, "closed");
});

test("the server decides: what matches no more leaves, what is new is announced and not shown", () => {
  let rows = read([card("c1"), card("c2")]);
  rows = reduceRows(rows, { type: "rows.frames", frames: [frame({ case: card("c1", 2) }), frame({ case: card("c9", 1) }), frame({ case: card("c8", 1) })] });
  rows = reduceRows(rows, { type: "rows.asked", of: "state=open", ids: ["c1", "c9", "c8"] });
  assert.deepEqual(rows.asking, {});
  rows = reduceRows(rows, { type: "rows.checked", of: "state=open", ids: ["c1", "c9", "c8"], found: [card("c9")], now: NOW });
  assert.deepEqual([rows.ids, Object.keys(rows.leaving), rows.fresh], [["c1", "c2"], ["c1"], ["c9"]]);
  // It came back before it had left.
  const back = reduceRows(rows, { type: "rows.checked", of: "state=open", ids: ["c1"], found: [card("c1", 3)], now: NOW });
  assert.deepEqual([Object.keys(back.leaving), back.byId.c1?.version], [[], 3]);
  const left = reduceRows(rows, { type: "rows.left", of: "state=open", ids: ["c1"] });
  assert.deepEqual([left.ids, left.byId.c1, left.leaving], [["c2"], undefined, {}]);
});

test("what is out of sight leaves without being asked about, and is announced no more", () => {
  let rows = { ...read([card("c1", 3)]), fresh: ["c9"] };
  rows = reduceRows(rows, { type: "rows.frames", frames: [frame({ id: "c1", version: 3 }, "case.gone"), frame({ id: "c9", version: 1 }, "case.gone")] });
  assert.deepEqual([Object.keys(rows.leaving), rows.fresh, rows.asking], [["c1"], [], {}]);
  assert.deepEqual(Object.keys(reduceRows(read([card("c1", 9)]), { type: "rows.frames", frames: [frame({ id: "c1", version: 3 }, "case.gone")] }).leaving), []);
});

test("too much to ask about each, or a gap in the stream: the whole list is read again", () => {
  const many = Array.from({ length: 601 }, (_, at) => frame({ case: card(`c${at + 10}`) }));
  assert.deepEqual([reduceRows(read([]), { type: "rows.frames", frames: many }).stale, reduceRows(read([]), { type: "rows.frames", frames: [frame({}, "snapshot")] }).stale], [true, true]);
});

test("the list read afresh is what the events and the answers had made of it", () => {
  let rows = read([card("c1"), card("c2"), card("c3")]);
  rows = reduceRows(rows, { type: "rows.frames", frames: [frame({ case: card("c2", 2, { state: "closed" }) }), frame({ case: card("c4") }), frame({ case: card("c3", 2) })] });
  rows = reduceRows(rows, { type: "rows.checked", of: "state=open", ids: ["c2", "c3", "c4"], found: [card("c3", 2), card("c4")], now: NOW });
  rows = reduceRows(rows, { type: "rows.left", of: "state=open", ids: ["c2"] });
  const fresh = read([card("c4"), card("c1"), card("c3", 2)]);
  assert.deepEqual([...rows.ids, ...rows.fresh].sort(), [...fresh.ids].sort());
  for (const id of rows.ids) assert.deepEqual(rows.byId[id], fresh.byId[id]);
});

test("a customer's new name stands on all of their rows", () => {
  const rows = reduceRows(read([card("c1"), card("c2")]), { type: "rows.frames", frames: [frame({ contact: { id: "k-c1", name: "Rosa Quispe", code: "45872310" } }, "contact.updated")] });
  assert.deepEqual([rows.byId.c1?.contact.name, rows.byId.c2?.contact.name], ["Rosa Quispe", "Rosa"]);
  assert.deepEqual(rows.asking, { c1: 1 });
});

test("the keyboard stays in the list: when its row leaves, the next one has it, else the last", () => {
  let state = { ...noListing, rows: read([card("c1"), card("c2"), card("c3")]), active: /** @type {string | null} */ ("c2"), selection: { ids: ["c2", "c3"], all: false, anchor: "c2" } };
  state = reduceListing(state, { type: "rows.left", of: "state=open", ids: ["c2"] });
  assert.deepEqual([state.active, state.selection.ids], ["c3", ["c3"]]);
  assert.equal(reduceListing(state, { type: "rows.left", of: "state=open", ids: ["c3"] }).active, "c1");
});

test("another question begins without a selection", () => {
  const state = { ...noListing, rows: read([card("c1")]), selection: { ids: ["c1"], all: true, anchor: null }, active: "c1", preview: "c1" };
  const next = reduceListing(state, { type: "rows.ask", of: "state=closed" });
  assert.deepEqual([next.selection, next.active, next.preview, next.rows.status], [nothing, null, null, "loading"]);
  assert.equal(reduceListing(state, { type: "rows.ask", of: "state=open", keep: true }).selection.all, true);
});

test("a head sorts its own way first, then the other", () => {
  assert.deepEqual([pressed("created", "sla"), pressed("created", "-created"), pressed("created", "created"), pressed("due", "-created")], ["-created", "created", "-created", "sla"]);
  assert.deepEqual(SORTS.map((one) => sortName(one.sort)), SORTS.map((one) => one.name));
  assert.equal(sortName("-from"), "from");
});

test("what an act on many has come to never goes back", () => {
  let bulk = reduceBulk(noBulk, { type: "bulk.sent", run: { id: "b", action: { flag: true }, state: "running", total: 200, done: 0, failed: 0 } });
  bulk = reduceBulk(bulk, { type: "bulk.told", run: { id: "b", state: "running", total: 200, done: 90, failed: 10 } });
  bulk = reduceBulk(bulk, { type: "bulk.told", run: { id: "b", state: "running", total: 200, done: 50, failed: 0 } });
  assert.equal(bulk.run && part(bulk.run), 50);
  bulk = reduceBulk(bulk, { type: "bulk.told", run: { id: "b", state: "done", total: 200, done: 190, failed: 10 } });
  bulk = reduceBulk(bulk, { type: "bulk.told", run: { id: "b", state: "running", total: 200, done: 195, failed: 0 } });
  assert.deepEqual([bulk.run?.state, bulk.run?.failed, bulk.run?.action], ["done", 10, { flag: true }]);
  assert.equal(reduceBulk(bulk, { type: "bulk.told", run: { id: "other", state: "done" } }), bulk);
});

test("my role's own view comes before the one that every desk has", () => {
  const view = (/** @type {string} */ id, /** @type {boolean} */ builtIn, /** @type {string[]} */ defaultFor) => /** @type {any} */ ({ id, builtIn, defaultFor });
  assert.equal(defaultView([view("mine", true, ["agent"]), view("ours", false, ["agent"])], "agent")?.id, "ours");
  assert.equal(defaultView([view("mine", true, ["agent"])], "agent")?.id, "mine");
  assert.equal(defaultView([view("mine", true, ["agent"])], "supervisor"), null);
});

test("a next step is marked ten minutes before, and overdue after", () => {
  const at = (/** @type {number} */ minutes) => followUpLeft(NOW + minutes * 60_000, NOW);
  assert.deepEqual([at(11).tone, at(10).tone, at(0.5).tone, at(0).tone], ["", "soon", "soon", "over"]);
  assert.deepEqual([at(10).text, at(-12).text, at(-125).text, at(-3000).text], ["10 min", "atrasada 12 min", "atrasada 2 h", "atrasada 2 d"]);
  assert.equal(at(120).text, "12:42");
});
