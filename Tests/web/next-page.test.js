import assert from "node:assert/strict";
import { test } from "node:test";
import { nextPage } from "../../Web/session/next-page.js";

const origin = "https://desk.example";
const to = (/** @type {string} */ next) => nextPage(`?next=${encodeURIComponent(next)}`, origin);

test("the sign-in leads to the page that was asked for, with what it asked for", () => {
  for (const path of ["/cases/48213", "/cases?state=open&tag=a%20b&sort=-created", "/contacts?label=x", "/reports/transfers?from=-7d"]) assert.equal(to(path), origin + path);
  assert.equal(nextPage("", origin), `${origin}/`);
});

test("and to no page of others, however it is written", () => {
  for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http://[", "/login", "/login?next=/x", "https:evil.example@x", "data:text/html,x"]) assert.ok(to(next) === `${origin}/` || to(next).startsWith(`${origin}/`), next);
  for (const next of ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http://[", "/login"]) assert.equal(to(next), `${origin}/`, next);
  assert.equal(to("/.//evil.example"), `${origin}/`, "its path alone would be another site's address");
});
