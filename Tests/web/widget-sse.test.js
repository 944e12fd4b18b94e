import assert from "node:assert/strict";
import { test } from "node:test";
import { action } from "../../Web/widget/frames.js";
import { sseReader } from "../../Web/widget/sse.js";

function read(pieces) {
  const frames = [];
  const retries = [];
  const reader = sseReader(frame => frames.push(frame), ms => retries.push(ms));
  pieces.forEach(reader.push);
  return { frames, retries };
}

const stream = 'retry: 2000\n\n: hb\n\nid: p1\nevent: message\ndata: {"a":\ndata: "ñ 👋"}\n\nevent: typing\ndata: {"typing":true}\n\nid: p2\r\nevent: closed\r\ndata:{}\r\n\r\n';
const expected = [
  { id: "p1", event: "message", data: '{"a":\n"ñ 👋"}' },
  { id: null, event: "typing", data: '{"typing":true}' },
  { id: "p2", event: "closed", data: "{}" },
];

test("frames come out whole wherever the stream is cut", () => {
  assert.deepEqual(read([stream]), { frames: expected, retries: [2000] });
  assert.deepEqual(read([...stream]).frames, expected);
  for (let cut = 1; cut < stream.length; cut++) {
    assert.deepEqual(read([stream.slice(0, cut), stream.slice(cut)]).frames, expected, `cut ${cut}`);
  }
});

test("an unfinished frame and one without data are not told", () => {
  assert.deepEqual(read(["id: p9\nevent: message\n\ndata: {}\n"]).frames, []);
});

test("frames of unknown kinds and broken data do no harm", () => {
  assert.equal(action({ id: null, event: "weather", data: "{}" }), null);
  assert.equal(action({ id: null, event: "message", data: "{" }), null);
  assert.deepEqual(action({ id: null, event: "agent", data: '{"name":null}' }), { kind: "agent", name: null });
  assert.deepEqual(action({ id: null, event: "reset", data: '{"reason":"old"}' }), { kind: "reset" });
});
