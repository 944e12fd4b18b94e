import assert from "node:assert/strict";
import { test } from "node:test";
import { createHub } from "../../Web/lib/feed-hub.js";
import { createFrameParser } from "../../Web/lib/sse.js";

test("frames are cut alike wherever the bytes break", () => {
  const text = "retry: 2000\n\n: hb\n\nid: 1.0.7\nevent: case.updated\ndata: {\"a\":\ndata: 1}\n\nevent: presence\r\ndata: {}\r\n\r\n";
  for (let size = 1; size < text.length; size += 1) {
    const parser = createFrameParser();
    const frames = [];
    for (let from = 0; from < text.length; from += size) frames.push(...parser.push(text.slice(from, from + size)));
    assert.deepEqual(frames, [{ id: "1.0.7", kind: "case.updated", data: { a: 1 } }, { id: null, kind: "presence", data: {} }], `size ${size}`);
    assert.equal(parser.retry, 2000);
  }
});

/** A stream whose frames and end are in the test's hand. */
function line() {
  /** @type {{position: string | null, on: any, end: (error?: any) => void}[]} */
  const opened = [];
  const read = (/** @type {string} */ _url, /** @type {string | null} */ position, /** @type {any} */ on) => new Promise((resolve, reject) => {
    opened.push({ position, on, end: (error) => (error ? reject(error) : resolve(undefined)) });
    on.signal.addEventListener("abort", () => reject(new Error("aborted")));
  });
  return { opened, read: /** @type {any} */ (read) };
}
const tab = () => { /** @type {any[]} */ const got = []; return { got, post: (/** @type {any} */ message) => { got.push(message); } }; };
const soon = (ms = 5) => new Promise((resolve) => { setTimeout(resolve, ms); });

test("one stream serves every tab, from the first one's snapshot", async () => {
  const { opened, read } = line();
  const hub = createHub({ url: "/e", read });
  const [one, two] = [tab(), tab()];
  hub.receive(one, { type: "join" });
  assert.deepEqual(one.got, [{ type: "joined", live: false }]);
  hub.receive(one, { type: "start", position: "p1" });
  await soon();
  assert.equal(opened[0]?.position, "p1");
  hub.receive(two, { type: "join" });
  assert.equal(two.got[0].live, true);
  opened[0]?.on.opened();
  opened[0]?.on.frame({ id: "p2", kind: "case.updated", data: {} });
  assert.equal(one.got.filter((message) => message.type === "frame").length, 1);
  assert.equal(two.got.filter((message) => message.type === "frame").length, 1);
  hub.receive(two, { type: "start", position: "p0" });
  assert.equal(two.got.at(-1).type, "rejoin", "a second start would lose what fell between");
  assert.equal(opened.length, 1);
  hub.receive(one, { type: "leave" });
  hub.receive(two, { type: "leave" });
});

test("a broken line resumes from the last frame it gave", async () => {
  const { opened, read } = line();
  const hub = createHub({ url: "/e", read, random: () => 0 });
  const one = tab();
  hub.receive(one, { type: "join" });
  hub.receive(one, { type: "start", position: "p1" });
  await soon();
  opened[0]?.on.opened();
  opened[0]?.on.frame({ id: "p5", kind: "x", data: {} });
  opened[0]?.on.frame({ id: null, kind: "presence", data: {} });
  opened[0]?.end(new Error("cut"));
  await soon();
  assert.deepEqual(one.got.at(-1), { type: "status", status: "reconnecting", attempt: 1 });
  hub.receive(one, { type: "retry" });
  await soon();
  assert.equal(opened[1]?.position, "p5");
  opened[1]?.on.opened();
  assert.deepEqual(one.got.at(-1), { type: "status", status: "live", attempt: 0 });
  hub.receive(one, { type: "leave" });
});

test("reset drops the cursor and asks every tab to begin again", async () => {
  const { opened, read } = line();
  const hub = createHub({ url: "/e", read });
  const one = tab();
  hub.receive(one, { type: "join" });
  hub.receive(one, { type: "start", position: "p1" });
  await soon();
  opened[0]?.on.opened();
  opened[0]?.on.frame({ id: null, kind: "reset", data: {} });
  assert.equal(one.got.at(-1).type, "reset");
  hub.receive(one, { type: "join" });
  assert.deepEqual(one.got.at(-1), { type: "joined", live: false });
  hub.receive(one, { type: "start", position: "p9" });
  await soon();
  assert.equal(opened[1]?.position, "p9");
  hub.receive(one, { type: "leave" });
});

test("the end of the session ends the stream for good", async () => {
  const { opened, read } = line();
  const hub = createHub({ url: "/e", read });
  const one = tab();
  hub.receive(one, { type: "join" });
  hub.receive(one, { type: "start", position: "p1" });
  await soon();
  opened[0]?.on.frame({ id: "p2", kind: "session.ended", data: {} });
  await soon(300);
  assert.equal(one.got.at(-1).type, "unauthorized");
  assert.equal(opened.length, 1);
});

test("a refused stream is not asked for again", async () => {
  const { opened, read } = line();
  const hub = createHub({ url: "/e", read });
  const one = tab();
  hub.receive(one, { type: "join" });
  hub.receive(one, { type: "start", position: "p1" });
  await soon();
  opened[0]?.end(Object.assign(new Error("HTTP 401"), { status: 401 }));
  await soon(300);
  assert.equal(one.got.at(-1).type, "unauthorized");
  assert.equal(opened.length, 1);
});
