"""Lists of cases over HTTP: filters, sorts, cursors, counts, files; views; follow-ups; and a list that is kept by events."""
import csv
import datetime
import io
import uuid

import pytest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def numbers(client, query=""):
    """All pages of a list."""
    found, cursor = [], ""
    while cursor is not None:
        page = client.get(f"cases?{query}&limit=3{cursor and '&cursor=' + cursor}").json()
        found += [card["number"] for card in page["items"]]
        cursor = page["next"]
    return found


def later(**more):
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(**more)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@pytest.fixture
def three(world):
    tag = str(uuid.uuid4())
    world.carla.put(f"tags/{tag}", {"name": f"lista-{tag[:8]}"})
    cases = [world.inbound(f"Lista {n}", name=name)["case"] for n, name in enumerate(["Zoé", "Íñigo", "elena"])]
    for case in cases:
        world.sofia.put(f"cases/{case}/tags/{tag}")
    return tag, cases


def test_filters_and_sorts_by_name(world, three):
    tag, cases = three
    assert numbers(world.sofia, f"tag={tag}&sort=created") == cases
    assert numbers(world.sofia, f"tag={tag}") == cases[::-1], "the newest first"
    assert numbers(world.sofia, f"tag={tag}&sort=from") == [cases[2], cases[1], cases[0]], "accents and capitals are no matter"
    assert numbers(world.sofia, f"tag={tag}&sort=-from") == cases
    world.sofia.patch(f"cases/{cases[1]}", {"priority": "critical"})
    assert numbers(world.sofia, f"tag={tag}&sort=-priority")[0] == cases[1]
    assert numbers(world.sofia, f"tag={tag}&priority=critical") == [cases[1]]
    world.sofia.put(f"cases/{cases[0]}/flag")
    assert numbers(world.sofia, f"tag={tag}&sort=-flag")[0] == cases[0] and numbers(world.sofia, f"tag={tag}&flag=true") == [cases[0]]
    assert numbers(world.sofia, f"tag={tag}&from=%C3%8D%C3%91I") == [cases[1]]
    assert numbers(world.sofia, f"case={cases[0]}&case={cases[2]}&sort=created") == [cases[0], cases[2]]
    assert world.sofia.get(f"cases/count?tag={tag}").json() == {"count": 3, "exact": True}
    assert numbers(world.sofia, f"tag={tag}&createdFrom=today&createdTo=today&sort=created") == cases


@pytest.mark.parametrize("query,field,code", [
    ("state=abierto", "state", "choice"), ("sort=name", "sort", "choice"), ("sort=relevance", "sort", "sort.needs_question"), ("tag=vip", "tag", "id.malformed"),
    ("createdFrom=2026-02-02T00:00:00Z&createdTo=2026-01-01T00:00:00Z", "createdFrom", "range.reversed"), ("unread=true&unread=false", "unread", "repeated"),
    ("slaAgeMin=x", "slaAgeMin", "minutes"), ("cursor=x", "cursor", "cursor.malformed"), ("q=" + "a" * 10_000, "q", "q.length"), ("limit=0", "limit", "limit.range"),
])
def test_what_is_wrong_is_named(world, query, field, code):
    for path in ("cases", "cases/count"):
        if field == "cursor" and path != "cases":
            continue
        problem = world.ana.get(f"{path}?{query}", expect=400).json()
        assert [(one["field"], one["code"]) for one in problem["errors"]] == [(field, code)], problem


def test_unknown_keys_are_refused(world):
    assert world.ana.get("cases?estado=open", expect=400).json()["code"] == "request.unknown_parameter"
    assert world.ana.get("cases?attribute.=x", expect=400).json()["code"] == "request.unknown_parameter"


def test_a_cursor_is_of_its_list_alone(world, three):
    tag, _ = three
    cursor = world.sofia.get(f"cases?tag={tag}&limit=1").json()["next"]
    for other in (f"tag={tag}&sort=created", f"tag={tag}&unread=true", ""):
        problem = world.sofia.get(f"cases?{other}&cursor={cursor}", expect=400).json()
        assert problem["errors"][0]["code"] == "cursor.other_list"
    assert len(world.sofia.get(f"cases?limit=2&tag={tag}&cursor={cursor}").json()["items"]) == 2, "a page's length makes no other list"


def test_a_list_as_a_file(world, three):
    tag, cases = three
    world.inbound("formula", name="=1+1")
    text = world.sofia.get(f"cases?tag={tag}&sort=created&limit=1", headers={"Accept": "text/csv"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows[1:]] == [str(number) for number in cases], "all of it, whatever the page"
    assert rows[1][2] == "Zoé"
    formula = world.sofia.get("cases?from=%3D1%2B1", headers={"Accept": "text/csv"}).content.decode("utf-8-sig")
    assert "'=1+1" in formula and ",=1+1" not in formula
    book = world.sofia.get(f"cases?tag={tag}", headers={"Accept": XLSX})
    assert book.content[:2] == b"PK" and book.headers["Content-Type"] == XLSX
    assert world.sofia.get("cases?sort=name", headers={"Accept": "text/csv"}, expect=400).json()["code"] == "request.invalid"


def test_follow_up(world, three):
    case = three[1][0]
    world.ana.put(f"cases/{case}/acceptance")
    at = later(minutes=5)
    card = world.ana.put(f"cases/{case}/follow-up", {"at": at, "note": "Llamar"}).json()["case"]
    assert card["followUp"] == {"at": at, "owner": world.ana.get("me").json()["id"], "note": "Llamar"}
    assert case in numbers(world.ana, "followUp=soon") and case not in numbers(world.ana, "followUp=overdue")
    problem = world.ana.put(f"cases/{case}/follow-up", {"at": later(minutes=-1)}, expect=400).json()
    assert problem["errors"][0]["code"] == "followUp.past"
    world.ana.put(f"cases/{case}/follow-up", {"note": "sin hora"}, expect=400)
    assert world.ana.delete(f"cases/{case}/follow-up").json()["case"]["followUp"] is None


def test_views(world, three):
    tag, cases = three
    mine, shared = str(uuid.uuid4()), str(uuid.uuid4())
    body = {"name": "Mía", "query": {"tag": tag, "state": ["queued"]}, "sort": "-created", "pinned": True}
    made = world.sofia.put(f"views/{mine}", body, expect=201).json()
    assert made["query"] == {"tag": [tag], "state": ["queued"]} and made["sort"] == "-created" and made["problems"] == []
    world.sofia.put(f"views/{mine}", {**body, "name": "Mía, otra vez"}, expect=200)
    counts = {one["view"]: one for one in world.sofia.get("views/counts").json()["items"]}
    assert counts[mine] == {"view": mine, "count": 3, "exact": True}
    assert mine not in [view["id"] for view in world.ana.get("views").json()["items"]], "own ones are one's own"
    world.sofia.put(f"views/{shared}", {"name": "De todos", "query": {}, "sharedWith": ["agent"], "defaultFor": ["agent"]})
    seen = {view["id"]: view for view in world.ana.get("views").json()["items"]}
    assert seen[shared]["defaultFor"] == ["agent"] and sum(view["builtIn"] for view in seen.values()) == 7
    assert world.ana.put(f"views/{shared}", {"name": "x", "query": {}}, expect=403).json()["code"] == "view.not_yours"
    assert world.ana.delete(f"views/{shared}", expect=403).json()["code"] == "view.not_yours"
    assert world.ana.put(f"views/{uuid.uuid4()}", {"name": "x", "query": {}, "sharedWith": ["agent"]}, expect=403).json()["code"] == "forbidden"
    problem = world.ana.put(f"views/{uuid.uuid4()}", {"name": "x", "query": {"state": "abierto"}}, expect=400).json()
    assert problem["errors"][0]["field"] == "state"
    builtin = next(view["id"] for view in seen.values() if view["builtIn"])
    assert world.carla.delete(f"views/{builtin}", expect=409).json()["code"] == "view.built_in"
    world.carla.patch(f"tags/{tag}", {"archived": True})
    gone = next(view for view in world.sofia.get("views").json()["items"] if view["id"] == mine)
    assert [(one["field"], one["code"]) for one in gone["problems"]] == [("tag", "tag.gone")] and gone["problems"][0]["message"]
    for view in (mine, shared):
        world.sofia.delete(f"views/{view}")
    world.sofia.delete(f"views/{mine}", expect=404)


def test_who_sees_a_view_hears_that_it_changed(world):
    """The owner and the roles it is, or was, shared with; nobody else, and nothing that was undone by a refusal."""
    own, shared = str(uuid.uuid4()), str(uuid.uuid4())
    told = lambda stream: [frame.json["id"] for frame in stream.frames if frame.event == "views.changed"]
    with world.sofia.events() as hers, world.ana.events() as anas:
        world.sofia.put(f"views/{own}", {"name": "Sólo mía", "query": {}})
        world.sofia.put(f"views/{shared}", {"name": "De todos", "query": {}, "sharedWith": ["agent"], "defaultFor": ["agent"]})
        world.ana.put(f"views/{shared}", {"name": "x", "query": {}}, expect=403)
        world.sofia.put(f"views/{shared}", {"name": "Ya no", "query": {}}, expect=200)
        world.sofia.delete(f"views/{own}")
        anas.wait_for(lambda _: len(told(anas)) == 2)
        hers.wait_for(lambda _: len(told(hers)) == 4)
        assert told(anas) == [shared, shared], "when it is shared with her, and when it no longer is"
        assert told(hers) == [own, shared, shared, own]
        mark = str(uuid.uuid4())
        world.ana.put(f"views/{mark}", {"name": "La de Ana", "query": {}})
        anas.wait_for(lambda _: told(anas)[-1] == mark)
        assert told(anas) == [shared, shared, mark], "of what was not shared any more she hears nothing"
        world.ana.delete(f"views/{mark}")
        world.sofia.delete(f"views/{shared}")
        hers.wait_for(lambda _: len(told(hers)) == 5)
        assert told(hers) == [own, shared, shared, own, shared]


def test_each_built_in_view_opens_and_counts_the_rows_it_shows(world):
    world.inbound("Para las vistas")
    for view in world.ana.get("views").json()["items"]:
        if not view["builtIn"]:
            continue
        query = "&".join(f"{key}={value}" for key, values in view["query"].items() for value in values)
        count = world.ana.get(f"cases/count?{query}").json()
        assert count == {"count": len(numbers(world.ana, query + "&sort=" + view["sort"])), "exact": True}, view["name"]


def test_a_list_kept_by_events_equals_a_fresh_one(world, three):
    """A screen asks with `case=` which of the changed cases still match: what it then holds is what a fresh list says."""
    tag, cases = three
    query = f"tag={tag}&state=queued&state=open&priority=medium&priority=critical"
    held = set(numbers(world.sofia, query))
    with world.sofia.events() as stream:
        world.ana.put(f"cases/{cases[0]}/acceptance")
        world.sofia.patch(f"cases/{cases[1]}", {"priority": "low"})
        world.sofia.patch(f"cases/{cases[2]}", {"priority": "critical"})
        fresh = world.inbound("Nuevo en la lista")["case"]
        world.sofia.put(f"cases/{fresh}/tags/{tag}")
        world.ana.put(f"cases/{cases[0]}/closure", {})
        last = world.sofia.patch(f"cases/{fresh}", {"priority": "critical"}).json()["case"]
        stream.wait_for(lambda frame: frame.json.get("case", {}).get("id") == last["id"] and frame.json["case"]["version"] >= last["version"] if isinstance(frame.json.get("case"), dict) else False)
        changed = {frame.json["case"]["number"] for frame in stream.frames if isinstance(frame.json.get("case"), dict)}
    still = set(numbers(world.sofia, query + "".join(f"&case={number}" for number in sorted(changed))))
    held = (held - changed) | still
    assert held == set(numbers(world.sofia, query)) == {cases[2], fresh}
