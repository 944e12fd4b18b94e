"""Policies and presets, routing's reasons, waiting, escalation, tags and agents' states, over HTTP on both engines."""
import datetime
import uuid

import pytest

PRESETS = {"group": "api-group", "campaign": "api-campaign", "email": "api-email", "whatsapp": "api", "ticket": "api-ticket"}


@pytest.fixture(autouse=True)
def off_duty(world):
    """Ana's earlier cases take no seat, and nobody is offered anything unless the test says so."""
    clear(world)
    yield
    clear(world)


def clear(world):
    for client in (world.ana, world.bruno):
        client.put("me/state", {"state": "offline"})
    for card in world.carla.get("cases?limit=200&state=queued&state=offered&state=open&state=waiting").json()["items"]:
        world.carla.put(f"cases/{card['id']}/closure", {})


def campaign_of(world, preset):
    return next(one for one in world.carla.get("campaigns").json()["items"] if one["preset"] == preset)


def card(client, case):
    return client.get(f"cases/{case}").json()["case"]


@pytest.mark.parametrize("preset, states", [("group", ("open", "open")), ("campaign", ("offered", "open")), ("email", ("queued", "open")), ("whatsapp", ("offered", "open")), ("ticket", ("offered", "open"))])
def test_each_preset_up_to_a_plain_close(world, preset, states):
    """One campaign of each: what arriving and answering make of a case, and who may end it."""
    world.ana.put("me/state", {"state": "available"})
    kind = {"kind": "email", "subject": "Boleta de la lámpara", "thread": str(uuid.uuid4())} if preset == "email" else {}
    case = world.inbound("¿Me ayudan?", account=PRESETS[preset], **kind)["case"]
    assert world.carla.get(f"cases/{case}").json()["case"]["state"] == states[0]
    if preset in ("campaign", "whatsapp", "ticket"):
        world.ana.put(f"cases/{case}/acceptance")
    if preset == "email":
        assert card(world.ana, case)["state"] == "queued", "viewing never takes it"
        assert card(world.ana, case)["preview"]["text"] == "Boleta de la lámpara"
    world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": "Claro"})
    mine = card(world.ana, case)
    assert (mine["state"], mine["agent"]) == (states[1], world.ana.get("me").json()["id"])
    assert world.ana.get("me").json()["state"]["state"] == ("busy" if preset == "campaign" else "available")
    sees = {"group": "full", "campaign": "full", "email": "full", "whatsapp": None, "ticket": None}[preset]
    if sees:
        assert card(world.bruno, case)["sight"] == sees
    else:
        world.bruno.refused("GET", f"cases/{case}", 404, "case.not_found")
    closes = {"group": 200, "campaign": 403, "email": 200, "whatsapp": 404, "ticket": 404}[preset]
    world.bruno.put(f"cases/{case}/closure", {}, expect=closes)
    if closes != 200:
        world.ana.put(f"cases/{case}/closure", {})
    assert world.carla.get(f"cases/{case}").json()["case"]["state"] == "closed"
    assert world.ana.get("me").json()["state"]["state"] == "available"


def test_a_campaign_starts_from_a_preset_and_changes_any_key(world):
    new = str(uuid.uuid4())
    made = world.carla.put(f"campaigns/{new}", {"slug": f"c{new[:8]}", "name": "Reclamos", "preset": "ticket", "policy": {"wrapUp": 30, "weights": {"voice": 5}}, "types": ["Reclamo"]}).json()
    assert (made["policy"]["strategy"], made["policy"]["wrapUp"], made["policy"]["weights"], made["types"]) == ("longestIdle", 30, {"voice": 5}, ["Reclamo"])
    changed = world.carla.patch(f"campaigns/{new}", {"policy": {"strategy": "random", "tabs": ["contact"]}, "types": []}).json()
    assert (changed["policy"]["strategy"], changed["policy"]["tabs"], changed["policy"]["wrapUp"], changed["types"]) == ("random", ["contact"], 30, [])
    for policy, field in (
        ({"strategia": "random"}, "policy.strategia"), ({"strategy": "best"}, "policy.strategy"), ({"wrapUp": -1}, "policy.wrapUp"),
        ({"whoMayClose": "everyone"}, "policy.whoMayClose"), ({"acceptance": "automatic"}, "policy.offerTimeout"),
        ({"offerThen": "overflow"}, "policy.overflowQueue"), ({"overflowQueue": str(uuid.uuid4())}, "policy.overflowQueue"), ({"weights": {"fax": 2}}, "policy.weights"),
    ):
        answer = world.carla.patch(f"campaigns/{new}", {"policy": policy}, expect=(400, 422)).json()
        assert [error["field"] for error in answer["errors"]] == [field], answer
    assert world.carla.get("campaigns").json()["items"][-1]["policy"] == changed["policy"], "nothing of what was refused is kept"
    said = world.carla.patch(f"campaigns/{new}", {"policy": {"whoMayClose": "everyone"}}, expect=(400, 422)).json()["detail"]
    assert "contradice" in said and "visibilidad" in said, said


def test_an_overflow_queue_is_not_archived_under_a_policy(world):
    campaign, queue, spare = campaign_of(world, "ticket"), str(uuid.uuid4()), str(uuid.uuid4())
    world.carla.put(f"queues/{spare}", {"slug": f"q{spare[:8]}", "name": "Reserva", "campaign": campaign["id"]})
    try:
        world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"overflowQueue": spare}})
        answer = world.carla.patch(f"queues/{spare}", {"archived": True}, expect=409).json()
        assert answer["code"] == "queue.in_use" and campaign["name"] in answer["detail"]
    finally:
        world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"overflowQueue": None}})
    world.carla.patch(f"queues/{spare}", {"archived": True})


def test_why_this_agent(world):
    world.ana.put("me/state", {"state": "available"})
    case = world.inbound("¿Por qué ella?")["case"]
    told = world.sofia.get(f"cases/{case}/routing").json()
    assert [step["kind"] for step in told["items"]] == ["case.created", "case.offered"]
    offer = told["items"][1]
    assert offer["agent"]["name"] == "Ana Torres" and offer["rule"] == "fewestOpen" and "menos abiertas" in offer["text"]
    assert [(one["name"], one["chosen"]) for one in offer["candidates"]] == [("Ana Torres", True), ("Bruno Salas", False)]
    assert "desconectada" in offer["candidates"][1]["text"]
    assert told["queue"] is None
    world.sofia.patch("me", {"locale": "en"})
    try:
        english = world.sofia.get(f"cases/{case}/routing").json()["items"][1]
        assert "fewest open" in english["text"] and "offline" in english["candidates"][1]["text"]
    finally:
        world.sofia.patch("me", {"locale": "es"})


def test_a_place_in_the_queue(world):
    first, second = world.inbound("Uno")["case"], world.inbound("Dos")["case"]
    for case, position in ((first, 1), (second, 2)):
        assert world.sofia.get(f"cases/{case}").json()["queue"]["position"] == position
        assert world.sofia.get(f"cases/{case}/routing").json()["queue"]["position"] == position
    world.sofia.patch(f"cases/{second}", {"priority": "critical"})
    assert world.sofia.get(f"cases/{second}").json()["queue"]["position"] == 1
    world.sofia.refused("PATCH", f"cases/{second}", 400, "request.invalid", json={"priority": "urgent"})


def test_waiting_escalation_and_tags(world):
    case = world.inbound("Espero mi boleta")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    until = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=2)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    waiting = world.ana.put(f"cases/{case}/snooze", {"until": until, "reason": "boleta"}).json()["case"]
    assert (waiting["state"], waiting["waiting"]) == ("waiting", {"until": until, "reason": "boleta"})
    assert world.ana.put(f"cases/{case}/snooze", {"reason": "otra cosa"}).json()["case"]["waiting"] == {"until": None, "reason": "otra cosa"}
    world.ana.refused("PUT", f"cases/{case}/snooze", 400, "request.invalid", json={})
    world.ana.refused("PUT", f"cases/{case}/snooze", 400, "request.invalid", json={"until": "2020-01-01T00:00:00Z"})
    assert world.ana.delete(f"cases/{case}/snooze").json()["case"]["state"] == "open"
    escalated = world.ana.put(f"cases/{case}/escalation", {"reason": "Pide gerente"}).json()["case"]
    assert escalated["marks"]["escalated"] and escalated["escalation"]["by"]["name"] == "Ana Torres"
    assert not world.sofia.delete(f"cases/{case}/escalation").json()["case"]["marks"]["escalated"]
    tag = str(uuid.uuid4())
    world.sofia.put(f"tags/{tag}", {"name": f"Etiqueta {tag[:8]}", "color": "#5b3a86"}, expect=201)
    assert world.ana.put(f"cases/{case}/tags/{tag}").json()["case"]["tags"] == [tag]
    assert tag in [one["id"] for one in world.ana.get("desk").json()["tags"]]
    assert world.ana.delete(f"cases/{case}/tags/{tag}").json()["case"]["tags"] == []
    world.ana.put(f"cases/{case}/closure", {})
    world.ana.refused("PUT", f"cases/{case}/snooze", 409, "case.state", json={"reason": "tarde"})
    world.ana.refused("PUT", f"cases/{case}/escalation", 409, "case.state")


def test_a_transfer_to_another_campaigns_queue(world):
    target = campaign_of(world, "group")
    case = world.inbound("Quiero comprar")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    transfer = str(uuid.uuid4())
    moved = world.ana.put(f"cases/{case}/transfers/{transfer}", {"campaign": target["id"], "reason": "Compra", "note": "Pide dos"}).json()["case"]
    assert (moved["state"], moved["campaign"], moved["marks"]["transferred"]) == ("queued", target["id"], True)
    assert world.ana.put(f"cases/{case}/transfers/{transfer}", {"campaign": target["id"]}).json()["case"]["state"] == "queued", "a repeat changes nothing"
    world.bruno.put("me/state", {"state": "available"})
    taken = card(world.bruno, case)
    assert (taken["state"], taken["marks"]["transferred"]) == ("open", False)
    assert "Pide dos" in [message["text"] for message in world.bruno.get(f"cases/{case}").json()["messages"]]


def test_states_of_agents(world):
    assert world.ana.put("me/state", {"state": "busy"}).json() | {"since": 0} == {"state": "busy", "reason": None, "since": 0, "until": None}
    assert world.carla.get(f"cases/{world.inbound('Hola')['case']}").json()["case"]["state"] == "queued"
    world.ana.refused("PUT", "me/state", 422, "state.not_chosen", json={"state": "wrapUp"})
    ana = world.ana.get("me").json()["id"]
    world.bruno.refused("PUT", f"users/{ana}/state", 403, "forbidden", json={"state": "offline"})
    assert world.sofia.put(f"users/{ana}/state", {"state": "offline"}).json()["state"] == "offline"
    assert world.ana.get("me").json()["state"]["state"] == "offline"
    campaign = campaign_of(world, "whatsapp")
    world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"wrapUp": 600}})
    try:
        case = world.inbound("Rápido")["case"]
        world.ana.put("me/state", {"state": "available"})
        world.ana.put(f"cases/{case}/acceptance")
        world.ana.put(f"cases/{case}/closure", {})
        state = world.ana.get("me").json()["state"]
        assert state["state"] == "wrapUp" and state["until"] > state["since"]
        world.ana.put("me/state", {"state": "available"})
    finally:
        world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"wrapUp": 0}})
