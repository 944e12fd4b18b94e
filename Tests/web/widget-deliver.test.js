import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../../Web/widget/api.js";
import { openDelivery } from "../../Web/widget/deliver.js";
import { uuid7 } from "../../Web/widget/ids.js";
import { backoff } from "../../Web/widget/wait.js";

globalThis.window ??= new EventTarget();
globalThis.document ??= Object.assign(new EventTarget(), { visibilityState: "visible" });

function place(texts, send) {
  const held = new Map(texts.map(text => uuid7()).map((id, index) => [id, { id, at: "", text: texts[index], file: null, failed: null }]));
  const outbox = {
    all: async () => [...held.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    put: async entry => void held.set(entry.id, entry),
    remove: async id => void held.delete(id),
  };
  const sent = [];
  const deliver = openDelivery({ lock: `test:${uuid7()}`, outbox, onChange: async () => {}, send: entry => send(entry, sent) });
  return { held, sent, deliver };
}

test("messages leave in the order of writing, also after nobody answered", async () => {
  let failures = 2;
  const { held, sent, deliver } = place(["uno", "dos", "tres"], async (entry, out) => {
    if (entry.text === "dos" && failures-- > 0) {
      setTimeout(() => window.dispatchEvent(new Event("online")), 5);
      throw new Refusal(0, "offline");
    }
    out.push(entry.text);
  });
  await deliver();
  assert.deepEqual(sent, ["uno", "dos", "tres"]);
  assert.equal(held.size, 0);
});

test("a refused message fails alone and the next ones go on", async () => {
  const { held, sent, deliver } = place(["uno", "larguísimo", "tres"], async (entry, out) => {
    if (entry.text === "larguísimo") throw new Refusal(422, "message.too_long");
    out.push(entry.text);
  });
  await deliver();
  assert.deepEqual(sent, ["uno", "tres"]);
  assert.deepEqual([...held.values()].map(entry => [entry.text, entry.failed]), [["larguísimo", "message.too_long"]]);
});

test("only a refusal of the message itself is final", () => {
  assert.deepEqual([0, 401, 408, 429, 500, 503].map(status => new Refusal(status, "").final), [false, false, false, false, false, false]);
  assert.deepEqual([403, 404, 409, 413, 415, 422].map(status => new Refusal(status, "").final), [true, true, true, true, true, true]);
});

test("waits double up to half a minute, with jitter", () => {
  assert.equal(backoff(0, 1000, () => 0), 500);
  assert.equal(backoff(0, 1000, () => 1), 1000);
  assert.equal(backoff(3, 1000, () => 1), 8000);
  assert.equal(backoff(50, 1000, () => 1), 30_000);
});

test("ids are version 7 and grow, also inside one millisecond and when the clock goes back", () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => uuid7(1_795_000_000_000 - index % 3));
  assert.ok(ids.every(id => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)));
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
});
