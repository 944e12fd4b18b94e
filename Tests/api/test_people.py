"""Contacts over HTTP: lists, merges, marks, imports that survive a crash, a person's data."""
import csv
import io
import json
import time
import uuid
import zipfile

import pytest

from support.mirror import Mirror
from support.world import new_phone


def new():
    return str(uuid.uuid4())


def contact(world, name, **more):
    return world.ana.put(f"contacts/{new()}", {"name": name, **more}, expect=201).json()


def upload(client, text, name="clientes.csv", type="text/csv", expect=201, id=None):
    body = text if isinstance(text, bytes) else text.encode()
    return client.request("PUT", f"contact-imports/{id or new()}", data=body, headers={"Content-Type": type, "Content-Disposition": f'attachment; filename="{name}"'}, expect=expect)


def wait_for(look, timeout=60):
    deadline = time.monotonic() + timeout
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)  # looked at again until the deadline
    return found


def finished(client, id):
    return wait_for(lambda: (item := client.get(f"contact-imports/{id}").json())["state"] not in ("ready", "running") and item)


def test_lists_filters_pages_and_files(world, away):
    mark = uuid.uuid4().hex[:8]
    label = world.sofia.put(f"contact-labels/{new()}", {"name": f"Mayorista {mark}"}, expect=201).json()["id"]
    all = [contact(world, f"{name} {mark}") for name in ("Zoe", "Ángel", "=Bruno")]
    world.ana.put(f"contacts/{all[0]['id']}/labels/{label}")
    world.ana.put(f"contacts/{all[1]['id']}/vip")
    listed = world.ana.get("contacts", params={"q": mark}).json()
    assert [one["name"] for one in listed["items"]] == [f"=Bruno {mark}", f"Ángel {mark}", f"Zoe {mark}"]
    assert world.ana.get("contacts/count", params={"q": mark}).json() == {"count": 3, "exact": True}
    for params, name in (({"label": label}, "Zoe"), ({"q": mark, "vip": "true"}, "Ángel"), ({"q": mark, "sort": "-created", "limit": 1}, "=Bruno")):
        assert [one["name"] for one in world.ana.get("contacts", params=params).json()["items"]] == [f"{name} {mark}"], params
    page = world.ana.get("contacts", params={"q": mark, "limit": 2}).json()
    assert world.ana.get("contacts", params={"q": mark, "limit": 2, "cursor": page["next"]}).json()["items"][0]["name"] == f"Zoe {mark}"
    world.ana.refused("GET", "contacts", 400, "cursor.other_list", params={"q": mark, "sort": "updated", "cursor": page["next"]})
    world.ana.refused("GET", "contacts", 400, "request.invalid", params={"vip": "quizá"})
    world.ana.refused("GET", "contacts", 400, "request.unknown_parameter", params={"peso": "1"})
    rows = list(csv.reader(io.StringIO(world.ana.get("contacts", params={"q": mark}, headers={"Accept": "text/csv"}).content.decode("utf-8-sig"))))
    assert rows[0][0] == "Nombre" and [row[0] for row in rows[1:]] == [f"'=Bruno {mark}", f"Ángel {mark}", f"Zoe {mark}"]
    book = world.ana.get("contacts", params={"q": mark}, headers={"Accept": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
    assert f"Zoe {mark}" in zipfile.ZipFile(io.BytesIO(book.content)).read("xl/worksheets/sheet1.xml").decode()


def test_a_merge_over_http_and_back(world, away):
    mark = uuid.uuid4().hex[:8]
    one, two = contact(world, f"Rosa {mark}"), contact(world, f"Rosa M. {mark}", code=mark)
    assert world.ana.get(f"contacts/{one['id']}/duplicates").json()["items"][0]["contact"]["id"] == two["id"]
    preview = world.ana.get(f"contacts/{one['id']}/merge-preview", params={"with": two["id"]}).json()
    assert [conflict["field"] for conflict in preview["conflicts"]] == ["name"]
    assert world.ana.post(f"contacts/{one['id']}/merge?preview=true", {"with": two["id"]}).json() == preview
    with world.ana.events() as stream:
        merged = world.ana.post(f"contacts/{one['id']}/merge", {"with": two["id"], "choose": {"name": "other"}, "version": one["version"]}).json()
        assert stream.wait_for("contact.updated").json["merged"] == two["id"]
    assert merged["contact"]["name"] == f"Rosa M. {mark}" and merged["contact"]["code"] == mark
    assert world.ana.get(f"contacts/{two['id']}").json()["id"] == one["id"]
    assert world.ana.refused("PATCH", f"contacts/{two['id']}", 409, "contact.merged", json={"notes": "x"})["into"]["id"] == one["id"]
    assert [merge["id"] for merge in world.ana.get(f"contacts/{one['id']}/merges").json()["items"]] == [merged["id"]]
    back = world.ana.delete(f"contacts/{one['id']}/merge/{merged['id']}").json()
    assert back["stayed"] == [] and back["kept"]["name"] == f"Rosa {mark}" and back["other"]["code"] == mark


def test_a_blocked_customer_is_heard_by_nobody(world, away):
    phone = new_phone()
    first = world.inbound("Hola", sender=phone)["case"]
    world.ana.put(f"cases/{first}/acceptance")
    point = world.ana.get(f"cases/{first}").json()["case"]["contact"]["point"]["id"]
    held = contact(world, "Rosa", point=point)
    world.ana.put(f"cases/{first}/closure")
    with world.sofia.events() as stream:
        assert world.ana.put(f"contacts/{held['id']}/block", {"reason": "Insulta"}).json()["blocked"]["reason"] == "Insulta"
        assert stream.wait_for("contact.blocked").json["contact"]["id"] == held["id"]
    answer = world.inbound("¿Me leen?", sender=phone)
    assert answer["case"] == first
    card = world.ana.get(f"cases/{first}").json()
    assert card["case"]["state"] == "closed" and card["case"]["unread"] is None and card["case"]["contact"]["blocked"]
    assert [message for message in card["messages"] if message["text"] == "¿Me leen?"][0]["blocked"] is True
    assert world.ana.delete(f"contacts/{held['id']}/block").json()["blocked"] is None
    assert world.inbound("¿Y ahora?", sender=phone)["case"] != first


def test_an_import_from_file_to_contacts(world, away):
    mark, campaign = uuid.uuid4().hex[:6], world.campaign()
    rows = "".join(f"Cliente {mark} {n};{mark}{n:04};+51 9{int(mark, 16) % 1000:03}{n:05}\r\n" for n in range(300))
    text = f"Nombre;DNI;Celular\r\n{rows}Máximo {mark};{mark}x;abc\r\n"
    id = new()
    world.ana.request("PUT", f"contact-imports/{id}", data=text.encode(), headers={"Content-Type": "text/csv"}, expect=403)
    item = upload(world.sofia, text.encode("cp1252"), id=id).json()
    assert item["columns"] == ["Nombre", "DNI", "Celular"] and item["mapping"] == {"0": "name", "1": "code", "2": "phone"} and item["encoding"] == "Windows-1252"
    assert item["total"] == 301 and len(item["rows"]) == 10
    assert upload(world.sofia, text.encode("cp1252"), id=id, expect=200).json()["id"] == id
    upload(world.sofia, "a;b\n1;2\n", id=id, expect=409)
    mapping = {"columns": {"0": "name", "DNI": "code", "2": "phone"}, "match": "code", "onMatch": "update", "campaign": campaign}
    trial = world.sofia.put(f"contact-imports/{id}/mapping?preview=true", mapping).json()["items"]
    assert [one["outcome"] for one in trial] == ["created"] * 10
    world.sofia.refused("PUT", f"contact-imports/{id}/mapping", 400, "request.invalid", json={**mapping, "columns": {"Peso": "name"}})
    with world.sofia.events() as stream:
        assert world.sofia.put(f"contact-imports/{id}/mapping", mapping).json()["state"] == "running"
        stream.wait_for("import.progress")
    done = finished(world.sofia, id)
    assert (done["state"], done["created"], done["failed"], done["done"]) == ("done", 300, 1, 301)
    (fault,) = world.sofia.get(f"contact-imports/{id}/errors").json()["items"]
    assert (fault["row"], fault["column"], fault["value"]) == (302, "Celular", "abc") and "teléfono" in fault["message"]
    assert world.sofia.get("contacts/count", params={"q": mark}).json()["count"] == 300
    # The same file again doubles nothing.
    again = upload(world.sofia, text).json()["id"]
    world.sofia.put(f"contact-imports/{again}/mapping", mapping)
    assert finished(world.sofia, again)["updated"] == 300
    assert world.sofia.get("contacts/count", params={"q": mark}).json()["count"] == 300


def test_an_import_that_is_killed_doubles_and_loses_nothing(fresh_world):
    """kill -9 twice in the middle: each row is taken once, whoever goes on, and each fault is told once."""
    world, count = fresh_world, 1000
    wrong = set(range(2, count, 97))
    rows = "".join(f"Cliente {n:05};{70_000_000 + n};{'abc' if n in wrong else f'+51 9{n:08}'}\n" for n in range(count))
    item = upload(world.sofia, f"Nombre;DNI;Celular\n{rows}").json()
    assert item["total"] == count
    mapping = {"columns": {"0": "name", "1": "code", "2": "phone"}, "match": "code", "onMatch": "update", "campaign": world.campaign()}
    assert world.sofia.put(f"contact-imports/{item['id']}/mapping", mapping).json()["state"] == "running"
    kills, deadline = 0, time.monotonic() + 300
    while (now := world.sofia.get(f"contact-imports/{item['id']}").json())["state"] != "done":
        assert now["state"] == "running" and time.monotonic() < deadline, now
        if kills < 2 and now["done"] > (kills + 1) * count / 5:
            world.kill9()
            kills += 1
            world.start()
            again = world.sofia.get(f"contact-imports/{item['id']}").json()
            assert again["done"] >= now["done"], "what was taken is kept"
        time.sleep(0.02)  # looked at again until the deadline
    assert kills == 2
    assert (now["done"], now["created"], now["updated"], now["failed"]) == (count, count - len(wrong), 0, len(wrong))
    faults, cursor = [], None
    while True:
        page = world.sofia.get(f"contact-imports/{item['id']}/errors", params={"limit": 200, **({"cursor": cursor} if cursor else {})}).json()
        faults, cursor = faults + page["items"], page["next"]
        if not cursor:
            break
    assert [fault["row"] for fault in faults] == [n + 2 for n in sorted(wrong)]
    held = list(csv.DictReader(io.StringIO(world.sofia.get("contacts", params={"q": "Cliente"}, headers={"Accept": "text/csv"}).text.lstrip("\ufeff"))))
    names = [next(value for value in row.values() if value.startswith("Cliente ")) for row in held]
    assert sorted(names) == [f"Cliente {n:05}" for n in range(count) if n not in wrong], "each once, none lost"
    world.run("check")


@pytest.mark.parametrize("body,type,status,code", [
    (b"", "text/csv", 422, "attachment.empty"), (b"Nombre\n", "text/csv", 422, "import.empty"),
    (b"a" * 10 + b"," * 1_000_000, "text/csv", 422, "import.too_many_columns"), (b"x\x00\x01\x81\xff\x90\x03", "text/csv", 422, "import.encoding"),
    (b"PK\x03\x04" + b"x" * 200, "text/csv", 400, "import.malformed"), (b"a,b\n1,2", "image/png", 415, "import.type"),
])
def test_files_that_are_no_list(world, body, type, status, code):
    problem = upload(world.sofia, body, type=type, expect=status).json()
    assert problem["code"] == code and problem["detail"]


def test_a_persons_data_leave_and_are_erased(world, away):
    phone, mark = new_phone(), uuid.uuid4().hex[:8]
    case = world.inbound(f"Mi secreto es {mark}", sender=phone, name=f"Elena {mark}")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    point = world.ana.get(f"cases/{case}").json()["case"]["contact"]["point"]["id"]
    held = contact(world, f"Elena {mark}", point=point)
    path = f"contacts/{held['id']}/personal-data"
    for client in (world.ana, world.sofia):
        client.refused("GET", path, 403, "forbidden")
        client.request("DELETE", path, json={"confirm": held["name"]}, expect=403)
    archive = zipfile.ZipFile(io.BytesIO(world.carla.get(path).content))
    assert mark in archive.read("contact.json").decode()
    said = [json.loads(line) for line in archive.read(f"cases/{case}/messages.jsonl").splitlines()]
    assert any(message["text"] == f"Mi secreto es {mark}" for message in said)
    world.carla.request("DELETE", path, json={"confirm": "otra"}, expect=400)
    begun = world.carla.request("DELETE", path, json={"confirm": held["name"]}, expect=202).json()
    report = wait_for(lambda: (one := world.carla.get(f"contacts/{held['id']}/erasure").json())["state"] == "done" and one)
    assert report["id"] == begun["id"] and report["report"]["messages"] >= 1 and report["report"]["cases"] == 1
    after = world.carla.get(f"cases/{case}")
    assert after.json()["case"]["state"] == "closed" and mark not in after.text
    world.carla.refused("GET", f"contacts/{held['id']}", 404, "contact.not_found")
    assert world.carla.get("contacts", params={"q": mark}).json()["items"] == []


@pytest.fixture
def open_to_the_queue(world):
    """Supervisors are sent what is said only where it is not its agent's alone."""
    world.carla.patch(f"campaigns/{world.campaign()}", {"policy": {"visibility": "queue"}})
    yield
    world.carla.patch(f"campaigns/{world.campaign()}", {"policy": {"visibility": "exclusive"}})


def test_what_is_erased_leaves_open_screens(world, away, open_to_the_queue):
    """Who has the conversation open is told of each message and of the case: nothing that was said stays on a screen."""
    mark = f"xilófago{uuid.uuid4().hex[:8]}"
    case = world.inbound(f"Mi secreto es {mark}", sender=new_phone(), name=f"Elena {mark}")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    card = world.ana.get(f"cases/{case}").json()["case"]
    held = contact(world, f"Elena {mark}", point=card["contact"]["point"]["id"])
    world.ana.put(f"cases/{case}/messages/{new()}", {"kind": "note", "text": f"Anoto {mark}"}, expect=201)
    world.ana.patch(f"cases/{case}", {"description": f"De {mark}"})
    fresh = lambda: {one["id"]: one for one in world.sofia.get(f"cases/{case}/messages?limit=200").json()["items"]}
    screen = Mirror(world.sofia)
    screen.cases[card["id"]], screen.messages = world.sofia.get(f"cases/{case}").json()["case"], fresh()
    shows = lambda: screen.catch_up() or json.dumps([screen.cases[card["id"]], screen.messages], ensure_ascii=False).count(mark)
    assert shows() >= 4
    world.carla.request("DELETE", f"contacts/{held['id']}/personal-data", json={"confirm": held["name"]}, expect=202)
    wait_for(lambda: world.carla.get(f"contacts/{held['id']}/erasure").json()["state"] == "done")
    wait_for(lambda: shows() == 0)
    wait_for(lambda: shows() == 0 and screen.messages == fresh(), timeout=10)
    screen.stream.close()
