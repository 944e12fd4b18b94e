import assert from "node:assert/strict";
import { test } from "node:test";
import { noForms, reduceForms } from "../../Web/forms/reduce.js";

const form = (/** @type {number} */ version, /** @type {string[]} */ ids) => ({ campaign: "c", version, name: "Garantías", fields: ids.map((id) => ({ id, label: id, kind: /** @type {const} */ ("text"), required: false })) });
const empty = { campaign: "c", version: 1, values: {}, code: null, id: "d", at: 0, state: "clean", changedFrom: null };
const run = (/** @type {import("../../Web/lib/types").Action[]} */ ...actions) => actions.reduce(reduceForms, noForms);
const loaded = (/** @type {number} */ version, /** @type {string[]} */ ids) => ({ type: "form.loaded", campaign: "c", form: form(version, ids) });
const written = (/** @type {Record<string, any>} */ values, /** @type {number} */ now) => ({ type: "answer.written", case: "1", patch: { values }, empty, now });
const restored = (/** @type {object} */ answer) => ({ type: "answer.restored", case: "1", answer: { ...empty, state: "saved", ...answer } });

test("what I type stands before what the server or another screen says", () => {
  const typed = run(loaded(1, ["a"]), written({ a: "mine" }, 10));
  assert.deepEqual(reduceForms(typed, restored({ values: { a: "theirs" }, at: 99 })).answers["1"]?.values, { a: "mine" });
  const saved = reduceForms(typed, { type: "answer.saved", case: "1", at: 10 });
  assert.deepEqual(reduceForms(saved, restored({ values: { a: "theirs" }, at: 99 })).answers["1"]?.values, { a: "theirs" });
  assert.deepEqual(reduceForms(saved, restored({ values: { a: "older" }, at: 9 })).answers["1"]?.values, { a: "mine" });
});

test("a save that is older than the last key leaves it to be saved", () => {
  const state = run(loaded(1, ["a"]), written({ a: "x" }, 10), written({ a: "xy" }, 11), { type: "answer.saved", case: "1", at: 10 });
  assert.equal(state.answers["1"]?.state, "dirty");
});

test("the disposition keeps its id while it is written, so that a repeat is no second one", () => {
  const state = run(loaded(1, ["a"]), restored({ id: "first", values: { a: "x" }, at: 5 }), written({ a: "y" }, 10));
  assert.equal(state.answers["1"]?.id, "first");
});

test("a new version keeps what still fits, and says which it was begun with", () => {
  const state = run(loaded(1, ["a", "b"]), written({ a: "x", b: "y" }, 10), loaded(3, ["b", "c"]));
  assert.deepEqual(state.answers["1"]?.values, { b: "y" });
  assert.equal(state.answers["1"]?.version, 3);
  assert.equal(state.answers["1"]?.changedFrom, 1);
  assert.equal(reduceForms(state, loaded(4, ["b"])).answers["1"]?.changedFrom, 1);
});

test("a draft of an older version fits the form that is already here", () => {
  const state = run(loaded(2, ["a"]), restored({ version: 1, values: { a: "x", gone: "y" }, at: 5 }));
  assert.deepEqual(state.answers["1"]?.values, { a: "x" });
  assert.equal(state.answers["1"]?.changedFrom, 1);
});

test("nothing answered, nothing to say about a new version", () => {
  const state = run(loaded(1, ["a"]), { ...written({}, 10) }, loaded(2, ["a"]));
  assert.equal(state.answers["1"]?.changedFrom, null);
});

test("a form that is read again stays on the screen meanwhile, also where it fails", () => {
  const state = run(loaded(1, ["a"]), { type: "form.loading", campaign: "c" });
  assert.equal(state.campaigns.c?.form?.version, 1);
  assert.equal(reduceForms(state, { type: "form.failed", campaign: "c" }).campaigns.c?.form?.version, 1);
});
