import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { judge, outcomeOf } from "../../Web/forms/rules.js";

/** The server is held to the same table: FormRulesTests.swift. */
const table = JSON.parse(readFileSync(new URL("../forms/rules.json", import.meta.url), "utf8"));

test("the table is whole", () => assert.ok(table.cases.length >= 130));

for (const one of table.cases) {
  test(`form: ${one.name}`, () => {
    const fields = table.forms[one.form];
    const found = judge(fields, one.values, one.today);
    assert.deepEqual(found.shown, one.shown, "shown");
    assert.deepEqual(found.required, one.required, "required");
    assert.deepEqual(found.faults.map(({ field, code, about }) => [field, code, about]), one.faults, "faults");
    assert.deepEqual(JSON.parse(JSON.stringify(found.values)), one.normal, "normal form");
    if (one.faults.length === 0) assert.deepEqual(judge(fields, found.values, one.today).values, found.values, "the normal form of the normal form");
    if (one.outcome) assert.deepEqual(outcomeOf(fields, found.values, one.chosen ?? null), one.outcome);
  });
}
