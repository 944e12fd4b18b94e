import assert from "node:assert/strict";
import { test } from "node:test";
import { brandColours } from "../../Web/widget/brand.js";
import { formats, links } from "../../Web/widget/format.js";
import { chooseLocale, wordsFor } from "../../Web/widget/locales.js";

test("the three languages have the same keys, of the same kind, and none empty", () => {
  const es = wordsFor("es");
  for (const tag of ["en", "pt"]) {
    const other = wordsFor(tag);
    assert.notEqual(other, es);
    assert.deepEqual(Object.keys(other).sort(), Object.keys(es).sort());
    for (const [key, word] of Object.entries(es)) {
      assert.equal(typeof other[key], typeof word, key);
      if (typeof word === "function") assert.equal(other[key].length, word.length, key);
      else assert.ok(other[key].length > 0, key);
    }
  }
});

test("the tag's language wins, then the browser's order, then Spanish", () => {
  assert.equal(chooseLocale("pt-BR", ["en"]), "pt-BR");
  assert.equal(chooseLocale("fr", ["de", "en-GB", "es"]), "en-GB");
  assert.equal(chooseLocale(null, ["fr", "de"]), "es");
  assert.equal(wordsFor("pt-BR").send, "Enviar");
});

test("plurals agree", () => {
  assert.deepEqual([1, 2].map(wordsFor("es").arrived), ["Tienes un mensaje nuevo", "Tienes 2 mensajes nuevos"]);
  assert.deepEqual([1, 2].map(wordsFor("en").newer), ["1 new message", "2 new messages"]);
});

test("days are called by what they are to the reader", () => {
  const format = formats("es-PE", wordsFor("es"));
  const now = new Date(2026, 10, 21, 10, 42);
  const at = (year, month, day) => new Date(year, month, day, 23, 30).toISOString();
  assert.equal(format.day(at(2026, 10, 21), now), "Hoy");
  assert.equal(format.day(at(2026, 10, 20), now), "Ayer");
  assert.equal(format.day(at(2026, 10, 16), now), "lunes 16 de noviembre");
  assert.equal(formats("en-GB", wordsFor("en")).day(at(2026, 10, 16), now), "Monday 16 November");
  assert.equal(formats("pt-BR", wordsFor("pt")).day(at(2026, 10, 16), now), "segunda-feira, 16 de novembro");
  assert.equal(format.day(at(2025, 11, 31), now), "31 de diciembre de 2025");
  assert.deepEqual([999, 31_500, 3_200_000].map(format.size), ["999 B", "32 kB", "3.2 MB"]);
});

test("web addresses become links without the sentence's full stop; nothing else does", () => {
  const found = text => links(text).filter(piece => piece.href).map(piece => piece.href);
  assert.deepEqual(found("Mira https://tienda.example/a?b=1, y (http://x.example/c)."), ["https://tienda.example/a?b=1", "http://x.example/c"]);
  assert.deepEqual(found("javascript:alert(1) data:text/html,x ftp://a.example"), []);
  assert.equal(links("antes https://a.example. después").map(piece => piece.text).join(""), "antes https://a.example. después");
});

test("the shop's colour is believed only as a plain colour, and stays readable", () => {
  assert.deepEqual(brandColours("#5b3a86"), { brand: "#5b3a86", on: "#ffffff" });
  assert.deepEqual(brandColours("#ffd400"), { brand: "#ffd400", on: "#000000" });
  assert.deepEqual([null, "red", "#fff;background:url(x)", "url(x)"].map(brandColours), [null, null, null, null]);
});
