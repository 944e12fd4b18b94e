import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { formatMessage, parse } from "../../Web/lib/i18n.js";

const web = new URL("../../Web/", import.meta.url);
/** The words of the first load, and of each layer that brings its own. */
const parts = ["", ...readdirSync(new URL("i18n/", web), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => `${entry.name}/`)];
const words = (/** @type {string} */ part, /** @type {string} */ locale) => JSON.parse(readFileSync(new URL(`i18n/${part}${locale}.json`, web), "utf8"));
const read = (/** @type {string} */ locale) => Object.assign({}, ...parts.map((part) => words(part, locale)));
const texts = { es: read("es"), en: read("en"), pt: read("pt") };

/** Names a message reads, whatever the language says around them. */
function names(/** @type {import("../../Web/lib/i18n.js").Part[]} */ parts, found = new Set()) {
  for (const part of parts) {
    if (typeof part === "string") continue;
    found.add(part.name);
    for (const option of Object.values(part.options)) names(option, found);
  }
  return found;
}

/** Every module of the desk; the widget, the shop and the simulator have their own words. */
function modules() {
  return readdirSync(web, { recursive: true }).map(String).filter((path) => path.endsWith(".js") && !/^(vendor|widget|shop|simulator)\//.test(path));
}

test("the three languages have the same keys, none empty", () => {
  assert.deepEqual(Object.keys(texts.en), Object.keys(texts.es));
  assert.deepEqual(Object.keys(texts.pt), Object.keys(texts.es));
  for (const all of Object.values(texts)) for (const [key, text] of Object.entries(all)) assert.ok(String(text).trim(), key);
});

test("a key stands in one catalogue", () => {
  const keys = parts.flatMap((part) => Object.keys(words(part, "es")));
  assert.deepEqual(keys.filter((key, index) => keys.indexOf(key) !== index), []);
});

test("every message parses, and a translation reads no value that Spanish does not give", () => {
  for (const [locale, all] of Object.entries(texts)) {
    for (const [key, text] of Object.entries(all)) {
      const mine = names(parse(text));
      const source = names(parse(texts.es[key]));
      for (const name of mine) assert.ok(source.has(name) || name === "count", `${locale} ${key}: {${name}}`);
    }
  }
});

test("every key the modules name is there, and no key is left over", () => {
  const said = modules().map((path) => readFileSync(new URL(path, web), "utf8")).join("\n");
  const missing = [...said.matchAll(/\bt\("([a-zA-Z.]+)"/g)].map((found) => found[1] ?? "").filter((key) => !(key in texts.es));
  assert.deepEqual(missing, []);
  // A composed key, t(`case.state.${…}`), stands for all that begin like it.
  const composed = [...said.matchAll(/`([a-z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map((found) => found[1] ?? "");
  const unused = Object.keys(texts.es).filter((key) => !said.includes(`"${key}"`) && !composed.some((start) => key.startsWith(start)));
  assert.deepEqual(unused, []);
});

/** Every module that comes with this one. */
function together(/** @type {string} */ path, /** @type {Set<string>} */ found = new Set()) {
  const file = new URL(path, web);
  if (found.has(file.href)) return found;
  found.add(file.href);
  for (const [, next] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) together(new URL(next ?? "", file).href, found);
  return found;
}

test("what comes first says nothing whose words come later", () => {
  const first = words("", "es");
  for (const page of ["main.js", "login.js"]) {
    for (const file of together(page)) {
      const later = [...readFileSync(new URL(file), "utf8").matchAll(/\bt\("([a-zA-Z.]+)"/g)].map((found) => found[1] ?? "").filter((key) => !(key in first));
      assert.deepEqual(later, [], file);
    }
  }
});

test("a layer that comes later brings the words it says", () => {
  let layers = 0;
  for (const list of ["shell/app.js", "cases/later.js", "shell/later.js", "cases-module/later.js", "contacts/tabs.js"]) {
    for (const line of readFileSync(new URL(list, web), "utf8").split("\n")) {
      const path = /import\("([^"]+\.js)"\)/.exec(line)?.[1];
      if (!path) continue;
      layers += 1;
      const brought = [...line.matchAll(/withWords\("(\w+)"/g)].map((found) => `${found[1]}/`).concat(line.includes("panel(") ? ["contacts/"] : []);
      const known = Object.assign({}, ...["", ...brought].map((part) => words(part, "es")));
      const missing = [...together(new URL(path, new URL(list, web)).href)].flatMap((file) => [...readFileSync(new URL(file), "utf8").matchAll(/\bt\("([a-zA-Z.]+)"/g)].map((found) => found[1] ?? "")).filter((key) => !(key in known));
      assert.deepEqual([...new Set(missing)], [], `${list}: ${path}`);
    }
  }
  assert.ok(layers > 25, `${layers} layers`);
});

test("plurals, exact numbers, selects and nesting are worded", () => {
  const cases = "{count, plural, =0 {Sin casos} one {# caso} other {# casos}}";
  assert.equal(formatMessage(cases, { count: 0 }, "es"), "Sin casos");
  assert.equal(formatMessage(cases, { count: 1 }, "es"), "1 caso");
  assert.equal(formatMessage(cases, { count: 1200 }, "en"), "1,200 casos");
  assert.equal(formatMessage("{noun, select, attention {Asignada} other {Asignado}}", { noun: "ticket" }, "es"), "Asignado");
  assert.equal(formatMessage("{a, select, yes {{n, plural, one {# x} other {# y}}} other {}}.", { a: "yes", n: 2 }, "es"), "2 y.");
  assert.equal(formatMessage("Hola, {name}", { name: null }, "es"), "Hola, ");
});

test("a broken message is an error, not a half sentence", () => {
  assert.throws(() => parse("{count, plural, one {# caso}"));
});
