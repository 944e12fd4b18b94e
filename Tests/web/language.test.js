import assert from "node:assert/strict";
import { test } from "node:test";
import { t } from "../../Web/lib/i18n.js";
import { loadLanguage, loadWords } from "../../Web/lib/language.js";

/** @type {Record<string, Record<string, string>>} */
const files = {
  "/es.json": { "a.base": "base" }, "/en.json": { "a.base": "basis" },
  "/forms/es.json": { "a.part": "parte" }, "/forms/en.json": { "a.part": "part" },
};
/** @type {string[]} */
let asked = [];
/** What must come before the next answer leaves. @type {Promise<void> | null} */
let gate = null;
let broken = false;
Object.assign(globalThis, {
  localStorage: { getItem: () => null, setItem: () => {} }, document: { documentElement: {} },
  fetch: async (/** @type {URL} */ url) => {
    const path = url.pathname.split("/i18n")[1] ?? "";
    asked.push(path);
    const held = gate;
    if (path.startsWith("/forms")) await held;
    if (broken) throw new TypeError("no network");
    return { json: async () => files[path] };
  },
});

test("a layer's words come once, and change with the language", async () => {
  await loadLanguage("es");
  assert.equal(t("a.part"), "a.part");
  await Promise.all([loadWords("forms"), loadWords("forms")]);
  assert.equal(t("a.part"), "parte");
  assert.equal(t("a.base"), "base");
  assert.deepEqual(asked, ["/es.json", "/forms/es.json"]);
  await loadLanguage("en");
  assert.equal(t("a.part"), "part");
});

test("words that were under way while the language changed come in the new one", async () => {
  await loadLanguage("es");
  let open = () => {};
  gate = new Promise((resolve) => { open = () => resolve(); });
  files["/forms2/es.json"] = { "a.late": "tarde" };
  files["/forms2/en.json"] = { "a.late": "late" };
  const coming = loadWords("forms2");
  gate = null;
  await loadLanguage("en");
  open();
  await coming;
  assert.equal(t("a.late"), "late");
});

test("words that did not come are asked for again", async () => {
  await loadLanguage("es");
  files["/other/es.json"] = { "a.other": "otra" };
  broken = true;
  await assert.rejects(loadWords("other"));
  broken = false;
  await loadWords("other");
  assert.equal(t("a.other"), "otra");
});
