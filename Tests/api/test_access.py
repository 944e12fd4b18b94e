"""Every route × signed out, wrong queue, wrong role: reads nothing and changes nothing."""
import re
import uuid

import pytest
import yaml

from support.server import ROOT

ROUTES = [
    (method.upper(), path)
    for path, item in yaml.safe_load((ROOT / "docs/openapi.yaml").read_text())["paths"].items()
    for method in item
    if method in ("get", "put", "post", "patch", "delete")
]
# For everyone: the sign-in, the chat (visitors have tokens of their own), providers' hooks (they sign: test_whatsapp.py), health and the description.
PUBLIC = re.compile(r"^/(chat/|shared/|hooks/|health/|metrics$|widget|shop|login|api/openapi.yaml|favicon|app/|cases(/|$)|contacts(/|$)|reports(/|$)|$)|^/api/v1/session$")
STAFF = [(method, path) for method, path in ROUTES if not PUBLIC.search(path)]
# Supervisors change states and tags.
SET_UP = re.compile(r"^/api/v1/(campaigns|queues|channel-accounts|users(?!.*/state)|breaks|forms)")
BODIES = {
    "acceptance": None, "closure": {}, "read": {"message": "{uuid}"}, "presence": {"viewing": True, "typing": False},
    "draft": {"kind": "text", "text": "ajeno"}, "reaction": {"emoji": "👍"}, "assignment": {"agent": None}, "messages/{message}": {"kind": "text", "text": "ajeno"}, "flag": None,
    "transfers/{transfer}": {"campaign": "{uuid}"}, "snooze": {"reason": "ajeno"}, "/state": {"state": "offline"}, "tags/{id}": {"name": "ajena"},
    "dispositions/{disposition}": {"formVersion": 1, "values": {}}, "forms/{campaign}": {"version": 1, "name": "ajeno", "fields": []},
    "follow-up": {"at": "2027-01-01T00:00:00.000Z"}, "views/{id}": {"name": "ajena", "query": {}},
    "contacts/{id}/points": {"kind": "phone", "value": "+51987000111"},
    "contacts/{id}/merge": {"with": "{uuid}"}, "merge": {"into": "{uuid}"}, "{case}/link": {"days": 7},
    "personal-data": {"confirm": "ajena"}, "mapping": {"columns": {"0": "name"}, "match": "code", "onMatch": "skip", "campaign": "{uuid}"},
}


@pytest.fixture(scope="module")
def target(world):
    """A case of Ana's with a reply, a contact and a draft: what others must not reach."""
    world.ana.put("me/state", {"state": "offline"})
    answer = world.inbound("Mi número de tarjeta es 4111", name="Elena Quispe")
    case = answer["case"]
    world.ana.put(f"cases/{case}/acceptance")
    message = world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": "Recibido"}).json()
    card = world.ana.get(f"cases/{case}").json()["case"]
    return {"case": case, "id": card["id"], "message": message["id"], "queue": card["queue"], "campaign": card["campaign"], "account": card["account"]}


@pytest.fixture(scope="module")
def dario(world):
    """An agent of no queue."""
    world.run("user", "add", "--email", "dario@demo.example", "--name", "Darío Paz", "--role", "agent", input="una clave larga 9\n")
    return world.visitor().sign_in("dario@demo.example", "una clave larga 9")


def fill(path, target):
    names = {"case": target["case"], "uuid": str(uuid.uuid4()), "id": str(uuid.uuid4()), "account": "api", "message": target["message"]}
    def value(match):
        name = match.group(1)
        if name == "uuid" and "/retry" in path:
            return target["message"]
        return str(names.get(name, uuid.uuid4()))
    return re.sub(r"\{(\w+)\}", value, path)


def body_for(method, path):
    if method == "GET" or method == "DELETE":
        return None
    for ending, body in BODIES.items():
        if path.endswith(ending):
            return {k: (str(uuid.uuid4()) if v == "{uuid}" else v) for k, v in body.items()} if body else body
    return {}


def fingerprint(world, target):
    """All that a refused call might have changed, as an administrator sees it."""
    case = world.carla.get(f"cases/{target['case']}").json()
    return [case["case"], case["messages"]] + [world.carla.get(name).json()["items"] for name in ("campaigns", "queues", "channel-accounts", "users", "breaks", "tags")]


@pytest.mark.parametrize("method,path", STAFF)
def test_signed_out(world, target, method, path):
    before = fingerprint(world, target)
    answer = world.visitor().request(method, fill(path, target), json=body_for(method, path), expect=range(400, 500))
    assert answer.status_code == 401, answer.text
    assert "4111" not in answer.text
    assert fingerprint(world, target) == before


@pytest.mark.parametrize("method,path", [route for route in STAFF if "{case}" in route[1]])
def test_a_case_of_another_queue(world, target, dario, method, path):
    before = fingerprint(world, target)
    answer = dario.request(method, fill(path, target), json=body_for(method, path), expect=(403, 404))
    assert answer.json()["code"] in ("case.not_found", "forbidden"), answer.text
    assert "4111" not in answer.text and "Elena" not in answer.text
    assert fingerprint(world, target) == before


def test_lists_and_snapshots_of_another_queue_are_empty(world, target, dario):
    for path in ("cases", "desk", "contacts", "cases?state=open", "cases?assignee=none"):
        assert "4111" not in dario.get(path).text and target["id"] not in dario.get(path).text


def test_the_stream_of_another_queue_says_nothing(world, target, dario):
    with dario.events() as stream, world.ana.events() as hers:
        world.ana.put(f"cases/{target['case']}/messages/{uuid.uuid4()}", {"kind": "text", "text": "secreto 9321"})
        hers.wait_for("message.sent")
        world.ana.put("me/state", {"state": "available"})
        stream.wait_for("agent.state")
        world.ana.put("me/state", {"state": "offline"})
        assert not [f for f in stream.frames if target["id"] in f.data or "9321" in f.data]


def test_a_colleague_of_the_queue_does_not_see_an_exclusive_case(world, target):
    world.bruno.refused("GET", f"cases/{target['case']}", 404, "case.not_found")
    world.bruno.refused("PUT", f"cases/{target['case']}/messages/{uuid.uuid4()}", 404, "case.not_found", json={"kind": "text", "text": "hola"})
    world.bruno.refused("PUT", f"cases/{target['case']}/closure", 404, "case.not_found", json={})
    assert target["id"] not in world.bruno.get("cases").text


def test_a_supervisor_gets_the_card_and_an_audited_opening(world, target):
    card = next(card for card in world.sofia.get("cases", params={"limit": 200}).json()["items"] if card["id"] == target["id"])
    assert card["sight"] == "card" and card["preview"] is None
    assert any("4111" in (m["text"] or "") for m in world.sofia.get(f"cases/{target['case']}").json()["messages"])


def set_up(world, target, method, path):
    """A request that an administrator's would change something with: refused for who asks, not for what is asked."""
    noun = path.removeprefix("/api/v1/").partition("/")[0]
    new = {
        "campaigns": {"slug": "ajena", "name": "Ajena"},
        "queues": {"slug": "ajena", "name": "Ajena", "campaign": target["campaign"], "members": []},
        "channel-accounts": {"slug": "ajena", "channel": "api", "alias": "Ajena", "queue": target["queue"], "secret": "muy-secreto"},
        "users": {"email": "ajena@demo.example", "name": "Ajena", "role": "agent", "password": "una clave larga 7"},
        "breaks": {"name": "Ajena"},
        "forms": {"version": world.carla.get(f"forms?campaign={target['campaign']}").json()["items"][0]["version"], "name": "Ajena", "fields": []},
    }[noun]
    if path.endswith("/password"):
        return path.replace("{id}", world.bruno.get("me").json()["id"]), {"password": "otra clave larga 7"}
    if method == "PUT":
        return fill(path.replace("{campaign}", target["campaign"]), target), new
    held = world.carla.get(noun).json()["items"][0]["id"]
    return path.replace("{id}", held), {"alias": "Ajena"} if noun == "channel-accounts" else {"name": "Ajena"}


@pytest.mark.parametrize("method,path", [route for route in STAFF if SET_UP.search(route[1]) and route[0] != "GET"])
@pytest.mark.parametrize("who", ["ana", "sofia"])
def test_set_up_is_for_administrators(world, target, who, method, path):
    before = fingerprint(world, target)
    address, body = set_up(world, target, method, path)
    getattr(world, who).request(method, address, json=body, expect=403)
    assert fingerprint(world, target) == before


def test_a_token_without_the_scope(world, target):
    reader = world.program("read")
    reader.refused("PUT", f"cases/{target['case']}/flag", 403, "scope.missing")
    reader.refused("POST", "inbound/api", 403, "scope.missing", json={"id": "x", "from": {"kind": "phone", "value": "+51987654321"}, "kind": "text", "text": "x"})
    world.program("inbound").refused("GET", "cases", 403, "scope.missing")
    world.api("vt_" + "0" * 43).refused("GET", "cases", 401, "token.revoked")


def test_another_origin_writes_nothing(world, target):
    before = fingerprint(world, target)
    for origin in ("https://evil.example", "null", world.base.replace("127.0.0.1", "127.0.0.2")):
        world.ana.refused("PUT", f"cases/{target['case']}/flag", 403, "origin.refused", headers={"Origin": origin})
    assert fingerprint(world, target) == before


def test_an_ended_session_reads_nothing_and_its_stream_ends(world):
    client = world.sign_in("ana")
    with client.events() as stream:
        cookies = client.session.cookies.copy()
        client.delete("session")
        stream.wait_for_end()
    client.session.cookies = cookies
    client.refused("GET", "desk", 401, "session.expired")
