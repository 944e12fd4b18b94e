import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { channelsOf, labelOf, labelsOf } from "../../Web/cases/labels.js";
import { rightsOn } from "../../Web/cases/rights.js";
import { canReply, openCards, waitingCards } from "../../Web/cases/select.js";
import { fromField, HOUR, tomorrowMorning } from "../../Web/cases/wait-times.js";
import { emptyDesk, reduceDesk } from "../../Web/desk-reduce.js";
import { useTimeZone } from "../../Web/lib/format.js";
import { formatMessage } from "../../Web/lib/i18n.js";
import { ana, at, bruno, card, snapshot } from "./cast.js";

/** @typedef {import("../../Web/lib/types").Card} Card */
/** @typedef {import("../../Web/lib/types").State} State */
const texts = Object.fromEntries(["es", "en", "pt"].map((locale) => [locale, JSON.parse(readFileSync(new URL(`../../Web/i18n/${locale}.json`, import.meta.url), "utf8"))]));
const LABELS = /** @type {const} */ (["openClosed", "stages", "activeClosed", "line", "openResolved"]);
const none = card("case-0001").marks;

/** A desk whose one campaign has this policy. */
function desk(/** @type {Card[]} */ cases, /** @type {any} */ policy, /** @type {any} */ role = "agent", /** @type {any} */ more = {}) {
  const held = snapshot(cases, ana, role);
  const [campaign] = held.campaigns;
  return reduceDesk(emptyDesk, { type: "snapshot", snapshot: { ...held, campaigns: [{ ...campaign, policy: { ...campaign?.policy, ...policy } }], ...more } });
}
const frame = (/** @type {State} */ state, /** @type {string} */ kind, /** @type {any} */ data) => reduceDesk(state, { type: "events", frames: [{ id: "9", kind, data }], now: 1000 });

test("the label of a state, in the words of each campaign", () => {
  /** @type {[state: any, marks: any, words: string[]][]} */
  const table = [
    ["bot", {}, ["Abierto", "Nuevo", "Activo", "Encolada (con el bot)", "Abierto"]],
    ["queued", {}, ["Abierto", "Nuevo", "Activo", "Encolada", "Abierto"]],
    ["offered", {}, ["Abierto", "Nuevo", "Activo", "Asignada", "Abierto"]],
    ["open", {}, ["Abierto", "Abierto", "Activo", "Abierta", "Abierto"]],
    ["queued", { transferred: true }, ["Abierto", "Transferido", "Activo", "Encolada", "Abierto"]],
    ["offered", { transferred: true }, ["Abierto", "Transferido", "Activo", "Asignada", "Abierto"]],
    ["open", { escalated: true }, ["Abierto", "Escalado", "Activo", "Abierta", "Abierto"]],
    ["queued", { escalated: true, transferred: true }, ["Abierto", "Escalado", "Activo", "Encolada", "Abierto"]],
    ["waiting", {}, ["Abierto", "Abierto", "Activo", "Abierta", "Abierto"]],
    ["closed", {}, ["Cerrado", "Cerrado", "Cerrado", "Terminada", "Resuelto"]],
    ["closed", { escalated: true, transferred: true }, ["Cerrado", "Cerrado", "Cerrado", "Terminada", "Resuelto"]],
    ["open", { orphaned: true, flagged: true, unanswered: true }, ["Abierto", "Abierto", "Activo", "Abierta", "Abierto"]],
  ];
  for (const [state, marks, words] of table) {
    const said = LABELS.map((labels) => texts.es[`label.${labels}.${labelOf(labels, { state, marks: { ...none, ...marks } }).word}`]);
    assert.deepEqual(said, words, `${state} ${JSON.stringify(marks)}`);
  }
});

test("each word has a glyph of its own and a text in every language", () => {
  for (const labels of LABELS) {
    for (const state of /** @type {const} */ (["bot", "queued", "offered", "open", "waiting", "closed"])) {
      for (const marks of [none, { ...none, escalated: true }, { ...none, transferred: true }]) {
        const { word, icon } = labelOf(labels, { state, marks });
        assert.notEqual(icon, "info", word);
        for (const locale of ["es", "en", "pt"]) assert.ok(texts[locale][`label.${labels}.${word}`], `${locale} ${labels} ${word}`);
      }
    }
  }
});

test("a sentence names a case as its campaign does", () => {
  const say = (/** @type {string} */ key, /** @type {string} */ unit) => formatMessage(texts.es[key], { unit, name: "Elena", number: 7 }, "es");
  assert.deepEqual(["conversation", "case", "attention", "ticket"].map((unit) => say("close.confirm", unit)), ["Cerrar conversación", "Cerrar caso", "Terminar atención", "Resolver ticket"]);
  assert.deepEqual(["conversation", "case", "attention", "ticket"].map((unit) => say("side.case", unit)), ["Conversación #7", "Caso #7", "Atención #7", "Ticket #7"]);
  assert.deepEqual(["conversation", "case", "attention", "ticket"].map((unit) => say("case.closedToast", unit)), ["Cerraste #7", "Cerraste #7", "Terminaste #7", "Resolviste #7"]);
});

test("the list's parts speak as the campaigns in it, where these speak alike", () => {
  const { directory, me } = desk([], { labels: "stages" });
  const [campaign] = Object.keys(directory.campaigns);
  assert.equal(labelsOf(directory, me, null), "stages");
  const other = { id: "c9", slug: "correo", name: "Correo", preset: "email", archivedAt: null, policy: { labels: /** @type {const} */ ("activeClosed") } };
  const two = { ...directory, campaigns: { ...directory.campaigns, c9: other }, queues: { ...directory.queues, q9: { id: "q9", slug: "q9", name: "Q", campaign: "c9", members: [ana], archivedAt: null } } };
  assert.equal(labelsOf(two, me, null), "mixed");
  assert.equal(labelsOf(two, me, "c9"), "activeClosed");
  assert.equal(labelsOf(two, me, campaign ?? ""), "stages");
});

test("the channel that a card shows, and those beside it", () => {
  const used = { channel: "whatsapp", channels: { used: ["whatsapp", "email", "voice"], last: "voice", lastInbound: "email" } };
  assert.deepEqual(channelsOf(used, {}), { main: "whatsapp", others: [] });
  assert.deepEqual(channelsOf(used, { cardChannel: "lastInbound" }), { main: "email", others: [] });
  assert.deepEqual(channelsOf(used, { cardChannel: "last", channelIcons: true }), { main: "voice", others: ["whatsapp", "email"] });
  assert.deepEqual(channelsOf({ channel: "api" }, { cardChannel: "last", channelIcons: true }), { main: "api", others: [] }, "an older server tells no channels");
});

test("colleagues' open cases stand in the list where the campaign shows all that one may see", () => {
  const cases = [card("case-0001", { state: "open", agent: ana }), card("case-0002", { state: "open", agent: bruno }), card("case-0003")];
  const open = (/** @type {any} */ policy) => openCards(desk(cases, policy)).map((one) => one.number);
  assert.deepEqual(open({ defaultView: "all", visibility: "queue" }).sort(), [48001, 48002]);
  assert.deepEqual(open({ defaultView: "all", visibility: "everyone" }).sort(), [48001, 48002]);
  assert.deepEqual(open({ defaultView: "mineAndUnassigned", visibility: "campaign" }), [48001]);
  assert.deepEqual(open({ defaultView: "mine", visibility: "exclusive" }), [48001]);
  const elsewhere = cases.map((one) => ({ ...one, agent: bruno, state: /** @type {const} */ ("open"), sight: /** @type {const} */ ("card") }));
  assert.deepEqual(openCards(desk(elsewhere, { defaultView: "all", visibility: "queue" })), [], "a card alone is no sight");
  assert.deepEqual(waitingCards(desk(cases, { defaultView: "mineAndUnassigned" })).map((one) => one.number), [48003]);
});

test("a campaign of others shows me its shared cases only where everybody sees them", () => {
  const queues = [{ id: "01990000-0000-7000-8000-0000000000c1", slug: "q", name: "Q", campaign: "01990000-0000-7000-8000-0000000000c2", members: [bruno], archivedAt: null }];
  const cases = [card("case-0002", { state: "open", agent: bruno })];
  assert.equal(openCards(desk(cases, { defaultView: "all", visibility: "everyone" }, "agent", { queues })).length, 1);
  assert.equal(openCards(desk(cases, { defaultView: "all", visibility: "campaign" }, "agent", { queues })).length, 0);
});

test("where the first reply accepts, a waiting case is answered; elsewhere it is taken first", () => {
  const waiting = card("case-0001");
  assert.equal(canReply(waiting, desk([waiting], { acceptance: "onFirstReply" })), true);
  assert.equal(canReply(waiting, desk([waiting], { acceptance: "onSelect" })), false);
  assert.equal(canReply({ ...waiting, sight: "card" }, desk([waiting], { acceptance: "onFirstReply" })), false);
  assert.equal(canReply({ ...waiting, state: "open", agent: bruno }, desk([waiting], { acceptance: "onFirstReply" })), false);
});

test("who may do what beside answering", () => {
  const mine = card("case-0001", { state: "open", agent: ana });
  const his = card("case-0002", { state: "open", agent: bruno });
  const agent = desk([mine, his], {});
  const lead = desk([mine, his], {}, "supervisor");
  assert.deepEqual(rightsOn(mine, agent), { flag: true, release: true, handle: true, mark: true, transfer: true });
  assert.deepEqual(rightsOn(his, agent), { flag: false, release: false, handle: false, mark: true, transfer: false });
  assert.deepEqual(rightsOn({ ...his, sight: "card" }, lead), { flag: false, release: false, handle: false, mark: true, transfer: true });
  assert.deepEqual(rightsOn({ ...mine, state: "closed" }, agent), { flag: false, release: false, handle: false, mark: false, transfer: false });
  assert.deepEqual(rightsOn({ ...mine, state: "offered" }, agent), { flag: false, release: false, handle: false, mark: true, transfer: false });
});

test("tomorrow morning and a field's time are the organisation's, also where the clocks change", () => {
  useTimeZone("America/Lima");
  const now = Date.UTC(2025, 10, 22, 3, 30);  // Friday 22:30 in Lima
  assert.equal(new Date(tomorrowMorning(now)).toISOString(), "2025-11-22T14:00:00.000Z");
  assert.equal(new Date(fromField("2025-11-22T09:30") ?? 0).toISOString(), "2025-11-22T14:30:00.000Z");
  assert.equal(fromField(""), null);
  useTimeZone("America/Santiago");  // clocks go back at midnight of 6 April 2025, forward on 7 September
  assert.equal(new Date(tomorrowMorning(Date.UTC(2025, 8, 6, 15))).toISOString(), "2025-09-07T12:00:00.000Z");
  assert.equal(new Date(tomorrowMorning(Date.UTC(2025, 3, 5, 15))).toISOString(), "2025-04-06T13:00:00.000Z");
  useTimeZone("America/Lima");
  assert.equal(HOUR, 3_600_000);
});

test("tags, types and what a case waits for are held, and frames bring new ones", () => {
  const tag = { id: "t1", name: "reembolso", color: null, archivedAt: null };
  const state = desk([card("case-0001", { state: "open", agent: ana })], {}, "agent", { tags: [tag] });
  assert.deepEqual(state.directory.tags, { t1: tag });
  const waiting = card("case-0001", { version: 2, state: "waiting", agent: ana, tags: ["t1"], priority: "high", type: "Cambio", waiting: { until: at(60), reason: "Repuesto" } });
  assert.deepEqual(frame(state, "case.snoozed", { case: waiting }).cases.byId["case-0001"], waiting);
  const wrapUp = { state: "wrapUp", reason: null, since: at(0), until: at(30) };
  assert.deepEqual(frame(state, "agent.state", { agent: ana, state: wrapUp }).me?.state, wrapUp);
});

test("supervisors are told once of a call for help, of what nobody takes, and of orphans where the campaign says so", () => {
  const quiet = card("case-0001", { state: "open", agent: bruno });
  const help = { ...quiet, version: 2, marks: { ...none, escalated: true }, escalation: { at: at(5), by: { id: bruno, name: "Bruno" }, reason: "Pide un gerente" } };
  const lead = desk([quiet], { orphan: "alert" }, "supervisor");
  const told = frame(lead, "case.escalated", { case: help });
  assert.deepEqual(told.notices.map((one) => [one.kind, one.text]), [["escalated", "Pide un gerente"]]);
  assert.equal(frame(told, "case.updated", { case: { ...help, version: 3 } }).notices.length, 1, "still escalated is nothing new");
  assert.equal(frame(desk([quiet], {}), "case.escalated", { case: help }).notices.length, 0, "agents are not told");
  assert.equal(frame(lead, "case.escalated", { case: { ...help, escalation: { ...help.escalation, by: { id: ana, name: "Ana" } } } }).notices.length, 0, "nor who asked");
  const orphan = { ...quiet, version: 2, marks: { ...none, orphaned: true } };
  assert.deepEqual(frame(lead, "case.updated", { case: orphan }).notices.map((one) => one.kind), ["orphaned"]);
  assert.equal(frame(desk([quiet], { orphan: "requeue" }, "supervisor"), "case.updated", { case: orphan }).notices.length, 0);
  const missed = { ...card("case-0001"), version: 2, marks: { ...none, unanswered: true } };
  assert.deepEqual(frame(desk([card("case-0001")], {}, "supervisor"), "case.updated", { case: missed }).notices.map((one) => one.kind), ["unanswered"]);
});
