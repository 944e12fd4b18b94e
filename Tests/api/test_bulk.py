"""One act for many cases over HTTP, on both engines: asked for, watched, cancelled, taken back, and killed in the middle."""
import csv
import datetime
import io
import time
import uuid

import pytest

CASES = {"sqlite": 10_000, "postgres": 3_000}


def start(client, cases=None, *, expect=201, id=None, **body):
    id = id or str(uuid.uuid4())
    selection = {"cases": cases} if cases is not None else {}
    return client.put(f"bulk/{id}", {**selection, **body}, expect=expect).json()


def over(client, id, timeout=30):
    """Looks again until it is over."""
    deadline = time.monotonic() + timeout
    while True:
        bulk = client.get(f"bulk/{id}").json()
        if bulk["state"] in ("done", "cancelled", "failed"):
            return bulk
        assert time.monotonic() < deadline, bulk
        time.sleep(0.05)


def results(client, id, **query):
    items, cursor = [], None
    while True:
        page = client.get(f"bulk/{id}/results", params={"limit": 200, **query, **({"cursor": cursor} if cursor else {})}).json()
        items += page["items"]
        cursor = page["next"]
        if not cursor:
            return items


def all_cards(client, **query):
    cards, cursor = [], None
    while True:
        page = client.get("cases", params={"limit": 200, **query, **({"cursor": cursor} if cursor else {})}).json()
        cards += page["items"]
        cursor = page["next"]
        if not cursor:
            return cards


@pytest.mark.timeout(1800)
def test_ten_thousand_with_refusals_and_a_kill_in_the_middle(fresh_world):
    world = fresh_world
    count = CASES[world.engine]
    world.run("load", "--cases", count, "--messages", 1, timeout=300)
    cards = {card["id"]: card for card in all_cards(world.carla)}
    mine = {card["id"] for card in all_cards(world.ana)}
    assert len(cards) == count and count / 20 < len(mine) < count * 19 / 20
    order = [*cards]
    id = str(uuid.uuid4())
    asked = start(world.ana, order, id=id, action={"flag": True})
    assert asked["state"] == "preparing" and not asked["undoable"]
    deadline, kills = time.monotonic() + 1500, 0
    while True:
        bulk = world.ana.get(f"bulk/{id}").json()
        if bulk["state"] == "done":
            break
        assert bulk["state"] in ("preparing", "running") and time.monotonic() < deadline, bulk
        if kills < 2 and bulk["done"] + bulk["failed"] > (kills + 1) * count / 5:
            world.kill9()
            kills += 1
            world.start()
            again = world.ana.get(f"bulk/{id}").json()
            assert again["done"] >= bulk["done"] and again["failed"] >= bulk["failed"], "what was done is kept"
        time.sleep(0.05)
    assert kills == 2
    assert (bulk["total"], bulk["done"], bulk["failed"]) == (count, len(mine), count - len(mine))
    came = results(world.ana, id)
    assert [one["case"] for one in came] == order, "each case once, in the order asked for"
    assert {one["case"] for one in came if one["state"] == "done"} == mine
    assert {one["code"] for one in came if one["state"] == "failed"} == {"case.not_found"}
    assert len(results(world.ana, id, state="failed")) == bulk["failed"]
    for card in all_cards(world.carla):
        before = cards[card["id"]]
        assert card["marks"]["flagged"] == (card["id"] in mine or before["marks"]["flagged"])
        assert card["version"] == before["version"] + (card["id"] in mine and not before["marks"]["flagged"]), "touched once, or not at all"
    assert start(world.ana, order, id=id, expect=200, action={"flag": True})["done"] == len(mine), "a repeat is the same"
    world.run("check")


def test_progress_and_results_and_back(world, quiet):
    numbers = [world.inbound(f"Caso {n}")["case"] for n in range(5)]
    cases = [world.carla.get(f"cases/{number}").json()["case"]["id"] for number in numbers]
    with world.carla.events() as stream, world.sofia.events() as hers:
        bulk = start(world.carla, [numbers[0], str(numbers[1]), *cases[2:], cases[0], 999_999_999], action={"priority": "critical"})
        done = stream.wait_for(lambda frame: frame.event == "bulk.progress" and frame.json["state"] == "done").json
        assert done == world.carla.get(f"bulk/{bulk['id']}").json()
        assert (done["id"], done["total"], done["done"], done["failed"]) == (bulk["id"], 6, 5, 1)
        assert done["undoable"] and done["undo"] is None and done["action"] == {"priority": "critical"}
        world.carla.put(f"cases/{cases[0]}/flag")
        hers.wait_for(lambda frame: frame.event == "case.updated" and '"flagged":true' in frame.data)
        assert not [frame for frame in hers.frames if frame.event == "bulk.progress"], "nobody else hears of it"
    came = world.carla.get(f"bulk/{bulk['id']}/results").json()
    assert [one["case"] for one in came["items"]] == [*cases, None] and came["next"] is None
    assert came["items"][-1]["number"] == 999_999_999 and came["items"][-1]["code"] == "case.not_found" and "999999999" in came["items"][-1]["detail"]
    assert {world.carla.get(f"cases/{case}").json()["case"]["priority"] for case in cases} == {"critical"}
    assert world.carla.get("bulk?limit=1").json()["items"][0]["id"] == bulk["id"]
    undo = world.carla.put(f"bulk/{bulk['id']}/undo").json()
    assert over(world.carla, undo["id"])["done"] == 5
    assert world.carla.put(f"bulk/{bulk['id']}/undo", expect=200).json()["id"] == undo["id"]
    assert world.carla.get(f"bulk/{bulk['id']}").json()["undo"] == undo["id"]
    assert {world.carla.get(f"cases/{case}").json()["case"]["priority"] for case in cases} == {"medium"}
    for method, path in (("GET", ""), ("GET", "/results"), ("DELETE", ""), ("PUT", "/undo")):
        world.sofia.refused(method, f"bulk/{bulk['id']}{path}", 404, "bulk.not_found")
    world.carla.refused("PUT", f"bulk/{undo['id']}/undo", 409, "bulk.not_undoable")


def test_told_at_most_twice_a_second(fresh_world):
    world = fresh_world
    world.run("load", "--cases", 1500, "--messages", 1, timeout=120)
    cases = [card["id"] for card in all_cards(world.carla)]
    with world.carla.events() as stream:
        began = time.monotonic()
        bulk = start(world.carla, cases, action={"flag": True})
        stream.wait_for(lambda frame: frame.event == "bulk.progress" and frame.json["state"] == "done", timeout=120)
        seconds = time.monotonic() - began
        told = [frame.json for frame in stream.frames if frame.event == "bulk.progress"]
    # Beside those: that it was asked for, that it begins, and that it is done.
    assert 3 <= len(told) <= 3 + 2 * seconds + 1
    assert all(one["id"] == bulk["id"] for one in told)
    assert [one["done"] for one in told] == sorted(one["done"] for one in told)


def test_cancelling_leaves_what_is_done(fresh_world):
    world = fresh_world
    world.run("load", "--cases", 3000, "--messages", 1, timeout=120)
    cases = [card["id"] for card in all_cards(world.carla)]
    flagged = {card["id"] for card in all_cards(world.carla, flag="true")}
    bulk = start(world.carla, cases, action={"flag": True})
    deadline = time.monotonic() + 60
    while world.carla.get(f"bulk/{bulk['id']}").json()["done"] == 0:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    cancelled = world.carla.delete(f"bulk/{bulk['id']}").json()
    assert cancelled["state"] == "cancelled" and 0 < cancelled["done"] < len(cases) and str(cancelled["done"]) in cancelled["detail"]
    # Another one of hers comes after it in the line: by then this one has had its last turn.
    after = start(world.carla, cases[:1], action={"type": None})
    over(world.carla, after["id"])
    assert world.carla.get(f"bulk/{bulk['id']}").json() == cancelled
    done = {one["case"] for one in results(world.carla, bulk["id"], state="done")}
    assert len(done) == cancelled["done"] and {card["id"] for card in all_cards(world.carla, flag="true")} == flagged | done
    undo = world.carla.put(f"bulk/{bulk['id']}/undo").json()
    assert over(world.carla, undo["id"], timeout=120)["done"] == cancelled["done"]
    assert {card["id"] for card in all_cards(world.carla, flag="true")} == flagged


def test_a_filter_takes_what_its_list_holds(world, quiet):
    mine = [world.inbound(f"Filtro {n}")["case"] for n in range(3)]
    for case in mine[:2]:
        world.ana.put(f"cases/{case}/acceptance")
    queue = world.queue()
    bulk = start(world.carla, filter={"state": "queued", "queue": [queue], "assignee": "none"}, expected=1, action={"flag": True})
    assert over(world.carla, bulk["id"])["done"] == 1
    assert [one["number"] for one in results(world.carla, bulk["id"])] == [mine[2]]
    refused = start(world.carla, filter={"queue": queue, "state": ["queued", "open"]}, expected=1, action={"flag": False})
    refused = over(world.carla, refused["id"])
    assert (refused["state"], refused["code"], refused["done"]) == ("failed", "bulk.count_changed", 0) and refused["detail"]
    problem = world.carla.refused("PUT", f"bulk/{uuid.uuid4()}", 400, "request.invalid", json={"filter": {"state": "asleep", "unread": "perhaps"}, "action": {"flag": True}})
    assert {error["field"] for error in problem["errors"]} == {"state", "unread"}
    world.carla.refused("PUT", f"bulk/{uuid.uuid4()}", 400, "request.unknown_parameter", json={"filter": {"colour": "red"}, "action": {"flag": True}})


@pytest.mark.parametrize("body,field", [
    ({}, "action"), ({"action": {"flag": True}}, "cases"), ({"cases": [], "action": {"flag": True}}, "cases"), ({"cases": [1], "action": {}}, "action"),
    ({"cases": [1], "filter": {}, "action": {"flag": True}}, "cases"), ({"cases": [1], "action": {"flag": True, "read": True}}, "action"),
    ({"cases": ["casi"], "action": {"flag": True}}, "cases[0]"), ({"cases": [1] * 10_001, "action": {"flag": True}}, "cases"),
    ({"cases": [1], "action": {"assign": "Ana"}}, "action.assign"), ({"cases": [1], "action": {"flag": True}, "expected": -1}, "expected"),
    ({"cases": [1], "action": {"export": "pdf"}}, "action.export"),
])
def test_what_cannot_be_asked_for(world, body, field):
    problem = world.ana.refused("PUT", f"bulk/{uuid.uuid4()}", 400, "request.invalid", json=body)
    assert problem["errors"][0]["field"] == field


def test_agents_do_what_they_may_one_by_one(world, quiet):
    hers, his = world.inbound("De Ana")["case"], world.inbound("De Bruno")["case"]
    world.ana.put(f"cases/{hers}/acceptance")
    world.bruno.put(f"cases/{his}/acceptance")
    for action, codes in (
        ({"flag": True}, [None, "case.not_found"]), ({"assign": world.bruno.get("me").json()["id"]}, ["forbidden", "case.not_found"]),
        ({"close": {}}, [None, "case.not_found"]),
    ):
        bulk = start(world.ana, [hers, his], action=action)
        over(world.ana, bulk["id"])
        assert [one["code"] for one in results(world.ana, bulk["id"])] == codes, action
    world.program("read").refused("PUT", f"bulk/{uuid.uuid4()}", 403, "scope.missing", json={"cases": [hers], "action": {"flag": True}})


def test_an_export_is_fetched_when_it_is_done(world, quiet):
    numbers = [world.inbound(f"Exporta {n}")["case"] for n in range(3)]
    bulk = over(world.carla, start(world.carla, [numbers[2], numbers[0], 999_999_998], action={"export": "csv"})["id"])
    assert (bulk["state"], bulk["done"], bulk["failed"], bulk["undoable"]) == ("done", 2, 1, False)
    rows = list(csv.reader(io.StringIO(world.carla.get(bulk["file"]).content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == [str(numbers[2]), str(numbers[0])], "as they were asked for, and none that she doesn't see"
    book = over(world.carla, start(world.carla, numbers, action={"export": "xlsx"})["id"])
    assert world.carla.get(book["file"]).content[:2] == b"PK"
    world.sofia.refused("GET", f"bulk/{bulk['id']}/file", 404, "bulk.not_found")
    flag = over(world.carla, start(world.carla, numbers, action={"flag": True})["id"])
    assert flag["file"] is None
    world.carla.refused("GET", f"bulk/{flag['id']}/file", 409, "bulk.no_file")


def test_next_steps_for_many_and_back(world, quiet):
    numbers = [world.inbound(f"Luego {n}")["case"] for n in range(2)]
    at = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    bulk = over(world.carla, start(world.carla, numbers, action={"followUp": {"at": at, "note": "Llamar"}})["id"])
    assert (bulk["done"], bulk["undoable"]) == (2, True)
    steps = [world.carla.get(f"cases/{number}").json()["case"]["followUp"] for number in numbers]
    assert all((step["at"], step["note"]) == (at, "Llamar") for step in steps)
    world.carla.delete(f"cases/{numbers[0]}/follow-up")
    undo = world.carla.put(f"bulk/{bulk['id']}/undo").json()
    over(world.carla, undo["id"])
    assert [one["code"] for one in results(world.carla, undo["id"])] == ["bulk.changed_since", None]
    assert world.carla.get(f"cases/{numbers[1]}").json()["case"]["followUp"] is None
    past = over(world.carla, start(world.carla, numbers[:1], action={"followUp": {"at": "2020-01-01T00:00:00.000Z"}})["id"])
    assert [one["code"] for one in results(world.carla, past["id"])] == ["request.invalid"]
