import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, listed } from "../../Web/cases/listed.js";
import { isCounted, viewCards } from "../../Web/cases/view-reduce.js";
import { emptyDesk, reduceDesk } from "../../Web/desk-reduce.js";
import { fold, markParts, matchRank } from "../../Web/lib/fold.js";
import { startOfDay } from "../../Web/lib/format.js";
import { allGroups, groupsOf, tileOf } from "../../Web/shell/groups.js";
import { actItems, caseItems, cutAt, isSearchable, numberAsked } from "../../Web/shell/palette-items.js";
import { ana, at, bruno, card, snapshot } from "./cast.js";

/** @typedef {import("../../Web/lib/types").Card} Card */
/** @typedef {import("../../Web/lib/types").State} State */
const load = (/** @type {Card[]} */ cases, /** @type {any} */ more = {}) => reduceDesk(emptyDesk, { type: "snapshot", snapshot: { ...snapshot(cases), ...more } });
const frame = (/** @type {State} */ state, /** @type {string} */ kind, /** @type {any} */ data) => reduceDesk(state, { type: "events", frames: [{ id: "9", kind, data }], now: 0 });
const chosen = { scope: null, filter: { unread: false, flagged: false, channels: [] }, look: { order: /** @type {const} */ ("recent"), compact: false, mine: false } };
const elsewhere = "01990000-0000-7000-8000-0000000000c9";

test("a match is marked without case or accents, on the letters as they were written", () => {
  /** @type {[string, string, string][]} */
  const table = [
    ["Lámpara Ámbar mediana", "ambar", "Lámpara [Ámbar] mediana"],
    ["LA\u0301MPARA", "lamp", "[LA\u0301MP]ARA"],
    ["Straße 5", "strasse", "Straße 5"],
    ["Ñandú ñandú", "nandu", "[Ñandú] [ñandú]"],
    ["aaa", "aa", "[aa]a"],
    ["Rosa 🙌 Quispe", "quis", "Rosa 🙌 [Quis]pe"],
    ["Rosa Quispe", "qui ro", "[Ro]sa [Qui]spe"],
    ["nada", "", "nada"],
  ];
  for (const [text, query, expected] of table) assert.equal(markParts(text, query).map((part) => (part.match ? `[${part.text}]` : part.text)).join(""), expected);
});

test("what begins with the words comes before what only holds them", () => {
  assert.deepEqual([matchRank("Rosa Quispe", "ros"), matchRank("María Rosa", "ros"), matchRank("Mariposa rosada", "osa"), matchRank("Rosa", "x"), matchRank("Rosa", " ")], [3, 2, 1, 0, 0]);
  assert.equal(fold("ÁÉÑ"), "aen");
});

test("the palette finds cases by number, name, code, telephone and last words", () => {
  const cards = [
    card("case-0213", { contact: { id: "c1", name: "Rosa Quispe Mamani", code: "45872310", point: { id: "p", kind: "phone", value: "+51900555014", display: "+51 900 555 014" } }, preview: { kind: "text", text: "¿Tienen la Ámbar?", direction: "in", author: null, status: null, at: at(1) } }),
    card("case-0021", { contact: { id: "c2", name: "Óscar Benavides", code: null, point: { id: "q", kind: "email", value: "oscar@correo.example", display: "" } } }),
  ];
  const words = { name: (/** @type {Card} */ one) => one.contact.name ?? "", preview: (/** @type {Card} */ one) => one.preview?.text ?? "" };
  const find = (/** @type {string} */ query) => caseItems(cards, query, words).map((item) => item.number);
  assert.deepEqual(find("48213"), [48213]);
  assert.deepEqual(find("#482"), [48213]);
  assert.deepEqual(find("480"), [48021]);
  assert.deepEqual(find("oscar"), [48021]);
  assert.deepEqual(find("555 014"), [48213]);
  assert.deepEqual(find("900555014"), [48213]);
  const longer = card("case-0001", { number: 482130, lastMessageAt: at(50) });
  assert.deepEqual(caseItems([longer, ...cards], "48213", words).map((item) => item.number), [48213, 482130]);
  assert.deepEqual(find("45872"), [48213]);
  const found = (/** @type {string} */ query) => caseItems(cards, query, words)[0]?.sub;
  assert.deepEqual([found("45872"), found("900555014"), found("rosa"), found("ambar")], ["45872310", "+51 900 555 014", "¿Tienen la Ámbar?", "¿Tienen la Ámbar?"], "what it was found by is shown");
  assert.deepEqual(find("ambar"), [48213]);
  assert.deepEqual(find("zzz"), []);
  assert.deepEqual(find("14"), [], "two digits stand in every telephone");
  assert.equal(find("").length, 2);
  assert.equal(numberAsked(" #999 ", []), 999);
  assert.equal(numberAsked("48213", caseItems(cards, "48213", words)), null);
  assert.equal(numberAsked("rosa", []), null);
  assert.deepEqual([isSearchable("r"), isSearchable("ro"), isSearchable("¿?")], [false, true, false]);
});

test("the palette's acts are those that answer, the best first", () => {
  const act = (/** @type {string} */ title) => ({ id: title, kind: /** @type {const} */ ("act"), icon: "", title, sub: "", rank: 1 });
  assert.deepEqual(actItems([act("Cambiar a tema oscuro"), act("Avisos y sonidos"), act("Oscurecer")], "oscur").map((one) => one.title), ["Oscurecer", "Cambiar a tema oscuro"]);
});

test("a scope leaves out other campaigns and counts them; an offer to me is always shown", () => {
  const mine = card("case-0001", { state: "open", agent: ana });
  const other = card("case-0002", { state: "open", agent: ana, campaign: elsewhere });
  const offer = card("case-0003", { state: "offered", agent: ana, campaign: elsewhere });
  const found = listed([mine, other, offer], { ...chosen, scope: mine.campaign, filter: { unread: true, flagged: false, channels: [] } }, ana);
  assert.deepEqual([found.shown.map((one) => one.id), found.outside, found.filtered], [["case-0003"], 1, 1]);
  assert.deepEqual(listed([mine, other, offer], { ...chosen, scope: mine.campaign }, ana).shown.map((one) => one.id), ["case-0001", "case-0003"]);
});

test("the filter asks for all of unread, flag and channel; the list may be only mine", () => {
  const unread = { since: at(1), count: 1 };
  const marks = { transferred: false, escalated: false, orphaned: false, flagged: true, outsideHours: false };
  const cards = [card("case-0001", { state: "open", agent: ana, unread }), card("case-0002", { state: "open", agent: ana, unread, marks, channel: "email" }), card("case-0003", { state: "open", agent: bruno })];
  const ids = (/** @type {any} */ change) => listed(cards, { ...chosen, ...change }, ana).shown.map((one) => one.number - 48000);
  assert.deepEqual(ids({ filter: { unread: true, flagged: true, channels: [] } }), [2]);
  assert.deepEqual(ids({ filter: { unread: false, flagged: false, channels: ["whatsapp"] } }), [1, 3]);
  assert.deepEqual(ids({ look: { ...chosen.look, mine: true } }), [1, 2]);
  assert.deepEqual(inOrder(cards, "oldest").map((one) => one.number - 48000), [3, 2, 1]);
  assert.deepEqual(inOrder([cards[2], cards[1], { ...cards[0], unread: { since: at(0), count: 2 } }].map((one) => /** @type {Card} */ (one)), "unread").map((one) => one.number - 48000), [1, 2, 3]);
});

test("a group counts everybody's cases where they are everybody's, else mine", () => {
  const [now, day] = [new Date().toISOString(), Date.now()];
  const base = snapshot([]);
  const queues = [...base.queues, { id: "queue-2", slug: "cambios", name: "Cambios", campaign: base.campaigns[0]?.id, members: [ana], archivedAt: null }];
  const counts = { queues: [{ queue: base.queues[0]?.id, waiting: 2, open: 14, closed: 900, closedToday: 96 }, { queue: "queue-2", waiting: 1, open: null, closed: null, closedToday: null }], mine: base.counts.mine };
  const cases = [
    card("case-0001", { state: "open", agent: ana, queue: "queue-2" }), card("case-0005", { state: "waiting", agent: ana, queue: "queue-2" }), card("case-0002", { state: "offered", agent: ana, queue: "queue-2" }),
    card("case-0003", { state: "closed", closedBy: ana, closedAt: now, queue: "queue-2", attended: true }),
    card("case-0004", { state: "closed", closedBy: ana, closedAt: new Date(day - 3 * 86_400_000).toISOString(), queue: "queue-2", attended: true }),
  ];
  const state = load(cases, { queues, counts });
  const [group] = groupsOf(state);
  assert.deepEqual({ ...group, id: null }, { id: null, name: "Postventa", preset: "whatsapp", queues: ["Garantías", "Cambios"], waiting: 3, open: 16, closed: 97, mine: true });
  assert.equal(groupsOf(state), groupsOf({ ...state }), "asked again, the same answer");
  assert.deepEqual([allGroups(groupsOf(state)).open, allGroups([]).mine], [16, false]);
});

test("a group's tile has two letters that say something", () => {
  /** @type {[string, string][]} */
  const table = [["Postventa y garantías", "PG"], ["Ventas en línea", "VL"], ["Reclamos", "RE"], ["  ", "?"], ["IT", "IT"], ["Área de cobros", "ÁC"]];
  for (const [name, tile] of table) assert.equal(tileOf(name), tile);
});

test("a view holds exactly the cases its count counts, whatever comes after", () => {
  const since = at(100);
  const view = { kind: /** @type {const} */ ("closed"), campaign: card("case-0001").campaign, mine: true, since };
  const closed = (/** @type {string} */ id, /** @type {Partial<Card>} */ more = {}) => card(id, { state: "closed", closedBy: ana, closedAt: at(150), version: 5, ...more });
  assert.deepEqual([closed("case-0001"), closed("case-0002", { closedBy: bruno }), closed("case-0003", { closedAt: at(50) }), closed("case-0004", { campaign: elsewhere }), card("case-0005", { state: "open" })].map((one) => isCounted(/** @type {any} */ (view), one, ana)), [true, false, false, false, false]);

  let state = load([card("case-0006", { state: "open", agent: ana })]);
  state = reduceDesk(state, { type: "view", view });
  assert.equal(state.view?.status, "loading");
  state = reduceDesk(state, { type: "view.loaded", view: { ...view, kind: "open" }, cards: [closed("case-0001")] });
  assert.equal(state.view?.status, "loading", "an answer to what is no longer asked is nobody's");
  state = reduceDesk(state, { type: "view.loaded", view, cards: [closed("case-0001"), closed("case-0003", { closedAt: at(50) })] });
  const ids = () => (state.view ? viewCards(state.view, ana) : []).map((one) => one.id).sort();
  assert.deepEqual(ids(), ["case-0001"]);
  state = frame(state, "case.closed", { case: closed("case-0006", { version: 9 }) });
  assert.deepEqual(ids(), ["case-0001", "case-0006"]);
  state = frame(state, "case.reopened", { case: card("case-0006", { state: "open", agent: ana, version: 10 }) });
  assert.deepEqual(ids(), ["case-0001"]);
  state = frame(state, "case.closed", { case: closed("case-0006", { version: 9 }) });
  assert.deepEqual(ids(), ["case-0001"], "an older frame brings nothing back");
  assert.equal(reduceDesk(state, { type: "view.closed" }).view, null);
  assert.equal(reduceDesk(state, { type: "scope", campaign: null }).view, null);
});

test("the day begins at midnight of the organisation's time zone, also when the clocks change", () => {
  /** @type {[string, string, string][]} */
  const table = [
    ["2025-11-21T15:42:31Z", "America/Lima", "2025-11-21T05:00:00.000Z"],
    ["2025-11-21T04:59:59Z", "America/Lima", "2025-11-20T05:00:00.000Z"],
    ["2025-03-30T20:00:00Z", "Europe/Madrid", "2025-03-29T23:00:00.000Z"],
    ["2025-10-26T20:00:00Z", "Europe/Madrid", "2025-10-25T22:00:00.000Z"],
    ["2025-11-21T20:00:00Z", "Asia/Kathmandu", "2025-11-21T18:15:00.000Z"],
    ["2025-09-07T15:00:00Z", "America/Santiago", "2025-09-07T04:00:00.000Z"],
  ];
  for (const [now, zone, start] of table) assert.equal(new Date(startOfDay(Date.parse(now), zone)).toISOString(), start, `${now} ${zone}`);
});

test("what I keep of a case that I passed on stands among my attended ones only, however it is read", () => {
  const frozen = { ...card("case-0001", { state: "queued", agent: null, version: 5 }), attended: true };
  const state = reduceDesk(load([]), { type: "case", card: frozen });
  assert.deepEqual([Object.keys(state.cases.byId), Object.keys(state.cases.attended)], [[], ["case-0001"]]);
  const back = frame(state, "case.returned", { case: { ...card("case-0001", { state: "open", agent: ana, version: 7 }), sight: "full" } });
  assert.equal(back.cases.byId["case-0001"]?.agent, ana);
});

test("a text is cut where the server found what was asked", () => {
  assert.deepEqual(cutAt("la lámpara azul", [[3, 7], [11, 4]]), [
    { text: "la ", match: false }, { text: "lámpara", match: true }, { text: " ", match: false }, { text: "azul", match: true }]);
  assert.deepEqual(cutAt("nada", []), [{ text: "nada", match: false }]);
});
