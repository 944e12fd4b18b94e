import assert from "node:assert/strict";
import { test } from "node:test";
import { beginOf, dayOf, filterOf, queryOf, searchOf } from "../../Web/reports/report-address.js";

const LIMA = "America/Lima";
const NOW = Date.parse("2026-11-22T03:30:00Z"); // still the 21st in Lima

test("without an address, the last fourteen days there", () => {
  const filter = filterOf("", NOW, LIMA);
  assert.deepEqual([filter.from, filter.to, filter.campaign], ["2026-11-08", "2026-11-21", ""]);
  assert.equal(queryOf(filter, LIMA), "from=2026-11-08T05%3A00%3A00.000Z&to=2026-11-22T05%3A00%3A00.000Z");
});

test("what is no day counts as none, and the end is never before the start", () => {
  assert.equal(filterOf("?from=2026-02-30&to=mañana", NOW, LIMA).from, "2026-11-08");
  assert.deepEqual(Object.values(filterOf("?from=2026-12-01&to=2026-11-10", NOW, LIMA)).slice(0, 2), ["2026-11-10", "2026-11-10"]);
});

test("the address and the filter say the same", () => {
  const filter = filterOf("?from=2026-10-01&to=2026-10-31&campaign=c-1&agent=a-1&outcome=Cambio%20hecho", NOW, LIMA);
  assert.deepEqual(filterOf(searchOf(filter), NOW, LIMA), filter);
  assert.equal(filter.outcome, "Cambio hecho");
  assert.match(queryOf(filter, LIMA), /&campaign=c-1&agent=a-1&outcome=Cambio\+hecho$/);
});

test("a day begins where its zone begins it, on both sides of the date line and where clocks change", () => {
  for (const zone of ["UTC", LIMA, "Pacific/Auckland", "Pacific/Pago_Pago", "Europe/Madrid", "Asia/Kathmandu"]) {
    for (const day of ["2026-03-29", "2026-10-25", "2026-11-21", "2026-04-05", "2026-09-27"]) {
      const begin = beginOf(day, zone);
      assert.equal(dayOf(begin, zone), day, `${zone} ${day}`);
      assert.notEqual(dayOf(begin - 1, zone), day, `${zone} ${day}`);
    }
  }
});
