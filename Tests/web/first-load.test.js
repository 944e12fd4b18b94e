import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

const web = new URL("../../Web/", import.meta.url);
const packed = (/** @type {URL} */ file) => gzipSync(readFileSync(file)).length;

/** Every module that a page asks for before it runs: static imports only. */
function modules(/** @type {URL} */ file, /** @type {Map<string, URL>} */ found = new Map()) {
  if (found.has(file.href)) return found;
  found.set(file.href, file);
  for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) modules(new URL(/** @type {string} */ (path), file), found);
  return found;
}

test("the desk's first load is at most 192 KB, compressed", () => {
  const page = readFileSync(new URL("index.html", web), "utf8");
  const sheets = [...page.matchAll(/href="\/app\/([^"]+\.(?:css|svg))"/g)].map(([, path]) => new URL(/** @type {string} */ (path), web));
  const rest = ["index.html", "icons.svg", "i18n/es.json"].map((path) => new URL(path, web));
  const scripts = modules(new URL("main.js", web));
  assert.ok(scripts.size > 50 && sheets.length > 20, "the page's files are found");
  const files = new Map([...scripts.values(), ...sheets, ...rest].map((file) => [file.href, file]));
  const size = [...files.values()].reduce((sum, file) => sum + packed(file), 0);
  assert.ok(size <= 192_000, `${size} bytes`);
});
