import assert from "node:assert/strict";
import { test } from "node:test";
import { action } from "../../Web/widget/frames.js";
import { wordsFor } from "../../Web/widget/locales.js";
import { placeText } from "../../Web/widget/place.js";
import { initial, placeInLine, reduce } from "../../Web/widget/reduce.js";

const place = (position, expectedWait = null, orMore = false) => ({ position, orMore, expectedWait });
const said = (tag, ...places) => places.map(one => placeText(one, wordsFor(tag)));
const at = minute => `2026-11-21T15:0${minute}:00.000Z`;
const written = minute => ({ kind: "message", message: { id: `m${minute}`, mine: true, author: null, kind: "text", text: "", attachments: [], status: "sent", at: at(minute) } });
const waiting = { kind: "queue", place: place(3, 240) };
const shown = (...actions) => placeInLine(actions.reduce(reduce, initial()));

test("a place in words, in each language", () => {
  const places = [place(1), place(2), place(3, 240), place(201, null, true)];
  assert.deepEqual(said("es", ...places), ["Te atenderán en un momento", "Eres el 2.º en la fila", "Eres el 3.º en la fila · unos 4 min", "200 o más antes que tú"]);
  assert.deepEqual(said("en", ...places), ["Somebody will be with you in a moment", "You are 2nd in line", "You are 3rd in line · about 4 min", "200 or more ahead of you"]);
  assert.deepEqual(said("pt", ...places), ["Vamos atender você em instantes", "Você é o 2º da fila", "Você é o 3º da fila · cerca de 4 min", "200 ou mais antes de você"]);
});

test("English ordinals", () => {
  const told = said("en", ...[4, 11, 12, 13, 21, 22, 101, 111].map(position => place(position)));
  assert.deepEqual(told.map(text => text.split(" ")[2]), ["4th", "11th", "12th", "13th", "21st", "22nd", "101st", "111th"]);
});

test("a wait is told to the minute, and not at all where there is none", () => {
  const waits = [0, 1, 59, 60, 89, 90, 3540, 3600, 7300, -5].map(seconds => said("es", place(2, seconds))[0].split(" · ")[1] ?? "");
  assert.deepEqual(waits, ["", "menos de 1 min", "menos de 1 min", "cerca de 1 min", "cerca de 1 min", "unos 2 min", "unos 59 min", "más de 1 h", "más de 2 h", ""]);
  assert.deepEqual(said("es", place(1, 0), place(1, 60)), ["Te atenderán en un momento", "Te atenderán en un momento · cerca de 1 min"]);
});

test("a frame names the place; one without a position says nothing", () => {
  assert.deepEqual(action({ id: null, event: "queue", data: JSON.stringify(place(3, 240)) }), waiting);
  for (const data of ["null", "{}", "[]", '{"position":0}', '{"position":"2"}', "{"]) assert.equal(action({ id: null, event: "queue", data }), null, data);
});

test("the place goes when somebody attends or the conversation ends, also for a frame that comes late", () => {
  const attends = { kind: "agent", name: "Ana" }, closes = { kind: "closed", at: at(2) };
  assert.deepEqual(shown(written(1), waiting), waiting.place);
  assert.equal(shown(written(1), waiting, attends), null);
  assert.equal(shown(written(1), attends, waiting), null);
  assert.equal(shown(written(1), waiting, closes), null);
  assert.equal(shown(written(1), closes, waiting), null);
});

test("who goes back to the queue is told their place anew, not the old one", () => {
  const leaves = { kind: "agent", name: null };
  assert.equal(shown(written(1), waiting, { kind: "agent", name: "Ana" }, leaves), null);
  assert.deepEqual(shown(written(1), waiting, { kind: "agent", name: "Ana" }, leaves, { kind: "queue", place: place(1) }), place(1));
  assert.deepEqual(shown(written(1), { kind: "closed", at: at(2) }, written(3), waiting), waiting.place);
});

test("a fresh session says the place, or that there is none", () => {
  const session = queue => ({ kind: "snapshot", session: { token: "t", visitor: "elena", expiresAt: at(9), account: { alias: "Casa Jacaranda" }, messages: [written(1).message], earlier: null, position: "p", agent: null, queue, unread: 0, read: null } });
  assert.deepEqual(shown(session(place(2))), place(2));
  assert.equal(shown(session(place(2)), session(null)), null);
});
