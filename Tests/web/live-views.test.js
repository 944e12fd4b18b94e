import assert from "node:assert/strict";
import { test } from "node:test";

const asked = /** @type {string[]} */ ([]);
Object.assign(globalThis, {
  BroadcastChannel: class { postMessage() {} close() {} }, addEventListener() {}, location: { pathname: "/cases", search: "", origin: "http://desk" }, localStorage: { getItem: () => null, setItem() {} },
  fetch: async (/** @type {string} */ url) => { asked.push(String(url)); return new Response(JSON.stringify({ items: [] }), { headers: { "content-type": "application/json" } }); },
});
const { showLive } = await import("../../Web/cases-module/live-rows.js");
const { tellFrames } = await import("../../Web/lib/frames.js");
const until = async (/** @type {() => boolean} */ holds) => { for (const end = Date.now() + 5_000; !holds();) { assert.ok(Date.now() < end, asked.join(" ")); await new Promise((resolve) => { setImmediate(resolve); }); } };
const reads = () => asked.filter((url) => url.endsWith("/api/v1/views")).length;

test("the views are read anew when they are told to have changed, while the module is on the screen", async () => {
  tellFrames([{ id: "1", kind: "views.changed", data: { id: "v" } }]);
  assert.equal(reads(), 0, "nobody looks at them");
  showLive(true);
  await until(() => reads() === 1);
  tellFrames([{ id: "2", kind: "me.preferences", data: {} }]);
  tellFrames([{ id: "3", kind: "views.changed", data: { id: "v" } }, { id: "4", kind: "views.changed", data: { id: "w" } }]);
  await until(() => reads() === 2);
  showLive(false);
});
