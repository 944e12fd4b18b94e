"""Reports of transfers and attentions over HTTP: whose rows, filters, pages, and the same rows as CSV and XLSX."""
import csv
import datetime
import io
import uuid
import xml.etree.ElementTree as tree
import zipfile

import pytest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def id_of(client):
    return client.get("me").json()["id"]


@pytest.fixture(scope="module")
def passed(worlds, engine, pytestconfig):
    """A world with three cases of Ana's: one passed on twice, one once with a reason like a formula, one not at all; and one of Bruno's."""
    world = worlds.create(engine).start()
    try:
        campaigns = {one["preset"]: one["id"] for one in world.carla.get("campaigns").json()["items"]}
        cases = []
        for n in range(3):
            cases.append(world.inbound(f"Pedido {n}", name=f"=cliente {n}" if n == 1 else f"Cliente {n}")["case"])
            world.ana.put(f"cases/{cases[n]}/acceptance")
        world.ana.put(f"cases/{cases[0]}/transfers/{uuid.uuid4()}", {"campaign": campaigns["ticket"], "reason": "Es técnico"})
        world.bruno.put(f"cases/{cases[0]}/acceptance")
        world.bruno.put(f"cases/{cases[0]}/transfers/{uuid.uuid4()}", {"campaign": campaigns["group"], "reason": "Compra"})
        undone = str(uuid.uuid4())
        world.ana.put(f"cases/{cases[2]}/transfers/{undone}", {"campaign": campaigns["ticket"], "reason": "Por error"})
        world.ana.delete(f"cases/{cases[2]}/transfers/{undone}")
        world.ana.put(f"cases/{cases[1]}/transfers/{uuid.uuid4()}", {"campaign": campaigns["ticket"], "reason": "=1+1, \"ya\""})
        yield world, campaigns, cases
    finally:
        worlds.remove(world)


def test_transfers_case_by_case(passed):
    world, campaigns, cases = passed
    report = world.sofia.get("reports/transfers").json()
    assert [(row["case"]["number"], row["hops"]) for row in report["items"]] == [(cases[1], 1), (cases[0], 2)], "the newest first, undone ones none"
    first = report["items"][1]["transfers"][0]
    assert (first["from"]["agent"]["name"], first["to"]["campaign"]["name"], first["reason"], first["acceptedBy"]["name"]) == ("Ana Torres", "Soporte técnico", "Es técnico", "Bruno Salas")
    totals = report["totals"]
    assert (totals["cases"], totals["transfers"], totals["threeOrMore"]) == (2, 3, 0) and totals["waited"] is not None
    only = world.sofia.get(f"reports/transfers?campaign={campaigns['group']}").json()
    assert [row["case"]["number"] for row in only["items"]] == [cases[0]] and only["totals"]["transfers"] == 1
    page = world.sofia.get("reports/transfers?limit=1").json()
    rest = world.sofia.get(f"reports/transfers?limit=1&cursor={page['next']}").json()
    assert [row["case"]["number"] for row in page["items"] + rest["items"]] == [cases[1], cases[0]] and rest["totals"] is None


def test_agents_read_what_was_theirs(passed):
    world, _, cases = passed
    bruno = world.bruno.get("reports/transfers").json()
    assert [(row["case"]["number"], row["hops"]) for row in bruno["items"]] == [(cases[0], 2)], "what he took and what he passed on"
    mine = {row["case"]["number"] for row in world.ana.get("reports/attentions").json()["items"]}
    assert set(cases) <= mine
    assert cases[2] not in {row["case"]["number"] for row in world.bruno.get("reports/attentions").json()["items"]}
    assert cases[2] in {row["case"]["number"] for row in world.sofia.get(f"reports/attentions?agent={id_of(world.ana)}").json()["items"]}


def test_attentions(passed):
    world, _, cases = passed
    report = world.carla.get("reports/attentions").json()
    assert [row["case"]["number"] for row in report["items"]] == cases[::-1]
    assert report["totals"]["cases"] == report["totals"]["closed"] + report["totals"]["live"] == 3
    assert {row["case"]["number"]: row["transfers"] for row in report["items"]} == {cases[0]: 2, cases[1]: 1, cases[2]: 0}
    past = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=3)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert world.carla.get("reports/attentions", params={"to": past}).json()["items"] == []


def test_the_same_rows_as_files(passed):
    world, _, cases = passed
    answer = world.sofia.get("reports/transfers?limit=1", headers={"Accept": "text/csv"})
    assert answer.headers["content-disposition"].startswith("attachment;")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    totals = world.sofia.get("reports/transfers").json()["totals"]
    assert len(rows) - 1 == totals["transfers"], "whatever the page"
    formula = next(row for row in rows[1:] if row[0] == str(cases[1]))
    assert formula[1] == "'=cliente 1" and "'=1+1, \"ya\"" in formula, "no cell begins a formula"
    answer = world.sofia.get("reports/transfers", headers={"Accept": XLSX})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert book.testzip() is None
        sheet = tree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        for part in book.namelist():
            tree.fromstring(book.read(part))
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    lines = [["".join(cell.itertext()) for cell in row.iter(f"{main}c")] for row in sheet.iter(f"{main}row")]
    assert len(lines) == len(rows) and lines[0] == rows[0]
    assert any("=1+1, \"ya\"" in line for line in lines), "text there, and no formula"
    assert not list(sheet.iter(f"{main}f"))


def test_what_can_not_be_asked(passed):
    world, _, _ = passed
    world.sofia.refused("GET", "reports/transfers?from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", 400, "request.invalid")
    world.sofia.refused("GET", "reports/transfers?from=ayer", 400, "request.invalid")
    world.sofia.refused("GET", "reports/transfers?cursor=x", 400, "request.invalid")
    world.sofia.request("GET", "reports/nada", expect=404, documented=False)
