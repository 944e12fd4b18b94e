import assert from "node:assert/strict";
import { test } from "node:test";
import { bulkTargets } from "../../Web/cases-module/bulk-targets.js";
import { emptyDesk } from "../../Web/desk-reduce.js";

const campaign = (/** @type {string} */ id, /** @type {string[]} */ transferTargets, more = {}) => ({ id, slug: id, name: id, preset: "group", archivedAt: null, policy: { transferTargets }, ...more });
const queue = (/** @type {string} */ id, /** @type {string} */ of) => ({ id, slug: id, name: id, campaign: of, members: [], archivedAt: null });
/** @returns {any} */
const state = (/** @type {any} */ me) => ({
  ...emptyDesk, me,
  directory: {
    ...emptyDesk.directory,
    campaigns: { ventas: campaign("ventas", ["agent"]), cobros: campaign("cobros", ["queue", "agent"]), vacia: campaign("vacia", ["queue"]), ida: campaign("ida", ["queue"], { archivedAt: "2025-01-01T00:00:00Z" }), cerrada: campaign("cerrada", []) },
    queues: { v: queue("v", "ventas"), c: queue("c", "cobros"), i: queue("i", "ida"), x: queue("x", "cerrada") },
  },
});
const places = (/** @type {any} */ me, /** @type {string[]} */ from) => { const found = bulkTargets(state(me), from); return [found.places.map((one) => one.id).join(" "), found.mayQueue, found.mayAgent]; };

test("many are passed on where one could be: what I serve or lead, as their own campaigns allow", () => {
  const agent = { role: "agent", campaigns: ["ventas", "cobros"] };
  assert.deepEqual(places(agent, ["ventas"]), ["ventas cobros", false, true]);
  assert.deepEqual(places(agent, ["ventas", "cobros"]), ["ventas cobros", true, true]);
  assert.deepEqual(places({ role: "agent", campaigns: ["ventas"] }, ["cobros"]), ["ventas", true, true], "not a campaign that is not mine");
  assert.deepEqual(places(agent, ["cerrada"]), ["", false, false], "what may not be passed on goes nowhere");
  assert.deepEqual(places({ role: "administrator", campaigns: [] }, []), ["ventas cobros cerrada", true, true], "not to archived ones, nor where no queue is");
});
