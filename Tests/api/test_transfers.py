"""Transfers over HTTP with their whole life, what the first agent keeps, merges and links, on both engines."""
import re
import uuid

import pytest


@pytest.fixture(autouse=True)
def off_duty(world):
    """Nobody is offered anything unless the test says so."""
    clear(world)
    yield
    clear(world)


def clear(world):
    for client in (world.ana, world.bruno):
        client.put("me/state", {"state": "offline"})
    for card in world.carla.get("cases?limit=200&state=queued&state=offered&state=open&state=waiting").json()["items"]:
        world.carla.put(f"cases/{card['id']}/closure", {})


def id_of(client):
    return client.get("me").json()["id"]


def campaign_of(world, preset):
    return next(one for one in world.carla.get("campaigns").json()["items"] if one["preset"] == preset)


def held(world, text="¿Me ayudan?", **more):
    """A case of Ana's."""
    case = world.inbound(text, **more)["case"]
    world.ana.put(f"cases/{case}/acceptance")
    return case


def pass_on(world, case, **to):
    """Gives the transfer's id and the case after it."""
    new = str(uuid.uuid4())
    body = {"campaign": campaign_of(world, "whatsapp")["id"], "reason": "Lo sabe mejor", **to}
    return new, world.ana.put(f"cases/{case}/transfers/{new}", body).json()["case"]


def home_and_bruno(world, targets):
    home = next(one for one in targets["campaigns"] if one["id"] == campaign_of(world, "whatsapp")["id"])
    return home, next(one for one in home["queues"][0]["agents"] if one["name"] == "Bruno Salas")


def test_to_an_agent_and_what_became_of_it(world):
    case, other = held(world), held(world)
    targets = world.ana.get(f"transfer-targets?case={case}").json()
    home, bruno = home_and_bruno(world, targets)
    assert (bruno["state"], home["queues"][0]["allowed"], home["offerTimeout"], targets["needsOpen"]) == ("offline", False, 60, True)
    world.ana.refused("PUT", f"cases/{case}/transfers/{uuid.uuid4()}", 409, "agent.offline", json={"campaign": home["id"], "agent": bruno["id"]})
    world.bruno.put("me/state", {"state": "available"})
    transfer, card = pass_on(world, case, agent=bruno["id"])
    assert (card["state"], card["agent"], card["marks"]["transferred"]) == ("offered", bruno["id"], True)
    world.carla.refused("PUT", f"cases/{case}/transfers/{transfer}", 409, "id.conflict", json={"campaign": home["id"]})
    again = world.ana.put(f"cases/{case}/transfers/{transfer}", {"campaign": home["id"], "agent": bruno["id"]}).json()["case"]
    assert again["version"] == card["version"], "a repeat changes nothing"
    world.bruno.put(f"cases/{case}/acceptance")
    assert home_and_bruno(world, world.ana.get(f"transfer-targets?case={other}").json())[1]["load"] == bruno["load"] + 1
    [row] = world.bruno.get(f"cases/{case}/transfers").json()["items"]
    assert (row["state"], row["acceptedBy"]["name"], row["from"]["agent"]["name"], row["to"]["agent"]["name"], row["reason"]) == ("accepted", "Bruno Salas", "Ana Torres", "Bruno Salas", "Lo sabe mejor")
    assert row["waited"] is not None
    world.ana.refused("DELETE", f"cases/{case}/transfers/{transfer}", 409, "transfer.opened")


def test_undone_and_declined(world):
    case = held(world)
    transfer, card = pass_on(world, case, campaign=campaign_of(world, "ticket")["id"])
    assert card["state"] == "queued"
    back = world.ana.delete(f"cases/{case}/transfers/{transfer}").json()["case"]
    assert (back["state"], back["agent"], back["marks"]["transferred"], back["campaign"]) == ("open", id_of(world.ana), False, campaign_of(world, "whatsapp")["id"])
    assert world.ana.delete(f"cases/{case}/transfers/{transfer}").json()["case"]["version"] == back["version"]
    world.bruno.put("me/state", {"state": "available"})
    transfer, _ = pass_on(world, case, agent=id_of(world.bruno))
    assert world.bruno.delete(f"cases/{case}/transfers/{transfer}").json()["case"]["state"] == "queued"
    assert [row["state"] for row in world.carla.get(f"cases/{case}/transfers").json()["items"]] == ["undone", "declined"]


def test_the_first_agent_reads_up_to_the_transfer_and_no_further(world):
    case = held(world, "Mi pedido no llega")
    world.bruno.put("me/state", {"state": "available"})
    pass_on(world, case, agent=id_of(world.bruno), note="Va por la tercera vez")
    world.bruno.put(f"cases/{case}/acceptance")
    with world.ana.events() as stream:
        world.bruno.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": "secreto de Bruno"})
        world.ana.put("me/state", {"state": "available"})
        stream.wait_for("agent.state")
        assert not [frame for frame in stream.frames if "secreto de Bruno" in frame.data], "nothing of it after"
    opened = world.ana.get(f"cases/{case}").json()
    texts = [message["text"] for message in opened["messages"]]
    assert "Mi pedido no llega" in texts and "Va por la tercera vez" in texts and "secreto de Bruno" not in texts
    assert opened["case"]["attended"] and opened["draft"] is None
    assert "secreto de Bruno" not in world.ana.get(f"cases/{case}/messages?earlier=true").text
    assert [card["number"] for card in world.ana.get("desk").json()["cases"] if card.get("attended") and card["state"] != "closed"][0] == case
    world.ana.refused("PUT", f"cases/{case}/messages/{uuid.uuid4()}", 404, "case.not_found", json={"kind": "text", "text": "hola"})
    world.ana.refused("GET", f"cases/{case}/log", 404, "case.not_found")


def test_the_customer_notices_nothing_and_reaches_the_same_case(world):
    sender = f"+5199{uuid.uuid4().int % 10**7:07d}"
    case = held(world, sender=sender)
    pass_on(world, case, campaign=campaign_of(world, "ticket")["id"])
    assert world.inbound("¿Hola?", sender=sender)["case"] == case
    assert world.carla.get(f"cases/{case}").json()["case"]["campaign"] == campaign_of(world, "ticket")["id"]


def test_an_archived_queue_takes_none(world):
    spare = str(uuid.uuid4())
    campaign = campaign_of(world, "whatsapp")["id"]
    world.carla.put(f"queues/{spare}", {"slug": f"q{spare[:8]}", "name": "Reserva", "campaign": campaign, "members": [id_of(world.ana)]})
    world.carla.patch(f"queues/{spare}", {"archived": True})
    case = held(world)
    answer = world.ana.refused("PUT", f"cases/{case}/transfers/{uuid.uuid4()}", 409, "queue.archived", json={"campaign": campaign, "queue": spare})
    assert "Reserva" in answer["detail"]


def test_merged_in_order_and_led_to(world):
    """Two lines of one desk: the customer's two cases become one."""
    sender = f"+5198{uuid.uuid4().int % 10**7:07d}"
    slug = f"l{uuid.uuid4().hex[:8]}"
    world.carla.put(f"channel-accounts/{uuid.uuid4()}", {"slug": slug, "channel": "api", "alias": "Segunda", "queue": world.queue()}, expect=201)
    gone, kept = held(world, "Por la primera", sender=sender), held(world, "Por la segunda", sender=sender, account=slug)
    related = world.ana.get(f"cases/{gone}/related").json()["items"]
    assert [(one["relation"], one["case"]["number"]) for one in related][0] == ("open", kept)
    world.ana.refused("PUT", f"cases/{gone}/merge", 422, "merge.same", json={"into": str(gone)})
    stranger = held(world, "Soy otro")
    world.ana.refused("PUT", f"cases/{gone}/merge", 422, "merge.other_contact", json={"into": str(stranger)})
    card = world.ana.put(f"cases/{gone}/merge", {"into": str(kept)}).json()["case"]
    assert (card["number"], card["state"]) == (kept, "open")
    led = world.ana.get(f"cases/{gone}").json()
    assert led["case"]["number"] == kept
    assert [m["text"] for m in led["messages"] if m["direction"] == "in"] == ["Por la primera", "Por la segunda"]
    assert world.inbound("Otra vez por la primera", sender=sender)["case"] == kept
    world.ana.refused("PUT", f"cases/{gone}/messages/{uuid.uuid4()}", 409, "case.merged", json={"kind": "text", "text": "¿dónde?"})
    log = world.ana.get(f"cases/{kept}/log").json()["items"]
    assert [one["line"]["code"] for one in log if one["line"]][-1] == "mergedFrom"
    assert {"field": "state", "before": "queued", "after": "open"} in [change for one in log for change in one["changes"]]


def test_a_link_for_outsiders(world):
    case = held(world, "Adjunto mi boleta", name="Elena Quispe")
    world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "note", "text": "cliente difícil"})
    world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": "Gracias, la reviso"})
    world.ana.refused("PUT", f"cases/{case}/link", 400, "request.invalid", json={"days": 91})
    world.sofia.refused("PUT", f"cases/{case}/link", 403, "forbidden", json={})
    first = world.ana.put(f"cases/{case}/link", {}).json()
    outsider, path = world.visitor(), "/shared/" + first["url"].rsplit("/", 1)[1]
    page = outsider.get(path)
    assert page.headers["x-robots-tag"].startswith("noindex") and page.headers["referrer-policy"] == "no-referrer"
    read = outsider.get(f"{path}/case")
    assert [m["text"] for m in read.json()["items"]] == ["Gracias, la reviso", "Adjunto mi boleta"]
    assert not re.search("Ana|difícil|Torres", read.text), "no notes, and no names of ours"
    second = world.ana.put(f"cases/{case}/link", {"days": 1}).json()
    outsider.refused("GET", f"{path}/case", 404, "link.not_found")
    assert world.ana.get(f"cases/{case}/link").json()["link"]["expiresAt"] == second["link"]["expiresAt"]
    path = "/shared/" + second["url"].rsplit("/", 1)[1]
    assert outsider.get(f"{path}/case").json()["number"] == case
    world.ana.delete(f"cases/{case}/link")
    outsider.refused("GET", f"{path}/case", 404, "link.not_found")
    assert world.ana.get(f"cases/{case}/link").json()["link"] is None
