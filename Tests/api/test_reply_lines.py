"""One customer by several lines: the opened case names them, and a reply goes by the one that is chosen."""
import uuid

import pytest

from support.chat import Customer
from support.world import new_phone


@pytest.fixture
def second(world, away):
    """Another line of the same queue; its slug and id."""
    id, slug = str(uuid.uuid4()), f"ventas-{uuid.uuid4().hex[:8]}"
    queue = world.carla.get("queues").json()["items"][0]["id"]
    world.carla.put(f"channel-accounts/{id}", {"slug": slug, "channel": "api", "alias": "WhatsApp Ventas", "queue": queue}, expect=201)
    return slug, id


@pytest.fixture
def elena(world, second):
    """Elena's open case with Ana on the line `api`, and her earlier one on the second line, from the same telephone."""
    phone = new_phone()
    earlier = world.inbound("Busco una mesa", account=second[0], sender=phone)["case"]
    world.ana.put(f"cases/{earlier}/acceptance")
    case = world.inbound("Y una lámpara", sender=phone)["case"]
    world.ana.put(f"cases/{case}/acceptance")
    yield case
    for number in (earlier, case):
        world.carla.put(f"cases/{number}/closure", {}, expect=(200, 409))


def lines(world, case):
    return world.ana.get(f"cases/{case}").json()["channels"]


def reply(world, case, text, via=None, **options):
    body = {"kind": "text", "text": text, **({"via": {"account": via["account"], "point": via["point"]}} if via else {})}
    return world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", body, **options)


def outbox(world, account):
    return [item["text"] for item in world.program("inbound").get(f"inbound/{account}/outbox", params={"limit": 200}).json()["items"]]


def test_with_one_line_there_is_no_choice(world, away):
    case = world.inbound()["case"]
    world.ana.put(f"cases/{case}/acceptance")
    card = world.ana.get(f"cases/{case}").json()["case"]
    point = card["contact"]["point"]
    assert lines(world, case) == [{
        "channel": "api", "account": card["account"], "point": point["id"], "display": point["display"], "window": card["window"], "current": True}]
    world.ana.put(f"cases/{case}/closure", {})


def test_a_reply_by_the_other_line(world, second, elena):
    first, other = lines(world, elena)
    assert first["current"] and not other["current"], "last used first"
    assert other["account"] == second[1] and other["point"] == first["point"]
    here, there = f"por aquí {uuid.uuid4()}", f"por allá {uuid.uuid4()}"
    assert reply(world, elena, here).json()["account"] == first["account"]
    with world.ana.events() as hers:
        sent = reply(world, elena, there, via=other, expect=201).json()
        assert (sent["account"], sent["point"], sent["channel"], sent["status"]) == (second[1], other["point"], "api", "sent")
        assert hers.wait_for("message.sent").json["message"] == sent
    assert here in outbox(world, "api") and there not in outbox(world, "api")
    assert outbox(world, second[0]) == [there]
    assert [line["current"] for line in lines(world, elena)] == [False, True], "last used first; the case's own line stays its own"
    world.program("inbound").post(f"inbound/{second[0]}/receipts", {"message": sent["id"], "status": "read"}, expect=204)
    world.program("inbound").refused("POST", "inbound/api/receipts", 404, "message.not_found", json={"message": sent["id"], "status": "failed"})
    assert next(m for m in world.ana.get(f"cases/{elena}").json()["messages"] if m["id"] == sent["id"])["status"] == "read"


def test_a_line_that_only_a_message_came_by(world, second):
    """One case for a customer however they write: what came by another line than the case's own is answered there too."""
    campaign = world.carla.get("campaigns").json()["items"][0]["id"]
    phone = new_phone()
    world.carla.patch(f"campaigns/{campaign}", {"policy": {"caseScope": "contactCampaign"}})
    try:
        case = world.inbound("Busco una mesa", sender=phone)["case"]
        world.ana.put(f"cases/{case}/acceptance")
        assert len(lines(world, case)) == 1
        assert world.inbound("Soy yo, por aquí", account=second[0], sender=phone)["case"] == case
        assert {line["account"]: line["current"] for line in lines(world, case)}[second[1]] is False and len(lines(world, case)) == 2
    finally:
        world.carla.patch(f"campaigns/{campaign}", {"policy": {"caseScope": "contactAccount"}})
        world.carla.put(f"cases/{case}/closure", {})


def test_a_repeat_answers_the_same(world, elena):
    other = lines(world, elena)[1]
    id, body = str(uuid.uuid4()), {"kind": "text", "text": "Una vez", "via": {"account": other["account"], "point": other["point"]}}
    sent = world.ana.put(f"cases/{elena}/messages/{id}", body, expect=201).json()
    assert world.ana.put(f"cases/{elena}/messages/{id}", body, expect=200).json() == sent


def test_by_a_web_chat_of_the_same_contact(world, elena):
    """Linked to one contact, her web chat is another way to her: what goes there she reads there, and only that."""
    rosa = Customer(world)
    rosa.write("Soy yo otra vez")
    chat = world.sofia.get("cases?sort=-created&limit=1").json()["items"][0]
    world.ana.put(f"cases/{chat['id']}/acceptance")
    card = world.ana.get(f"cases/{elena}").json()["case"]
    contact = str(uuid.uuid4())
    for point in (card["contact"]["point"], chat["contact"]["point"]):
        world.ana.put(f"contacts/{contact}", {"name": "Elena Quispe", "point": point["id"]})
    ways = [line for line in lines(world, elena) if line["channel"] == "webchat"]
    with rosa.client.events(after="", path="/chat/tienda/events") as customers:
        reply(world, elena, "Te leo por aquí", via=ways[0], expect=201)
        reply(world, elena, "Y esto por la otra línea", expect=201)
        assert customers.wait_for("message").json["message"]["text"] == "Te leo por aquí"
        reply(world, elena, "Listo", via=ways[0], expect=201)
        customers.wait_for(lambda frame: frame.event == "message" and frame.json["message"]["text"] == "Listo")
        assert not [frame for frame in customers.frames if "otra línea" in frame.data]
    world.ana.put(f"cases/{chat['id']}/closure", {})


def test_a_line_that_does_not_reach_them(world, second, elena):
    stranger = world.inbound("Otra persona")["case"]
    world.ana.put(f"cases/{stranger}/acceptance")
    theirs, mine = lines(world, stranger)[0], lines(world, elena)[0]
    for via in ({"account": mine["account"], "point": theirs["point"]}, {"account": str(uuid.uuid4()), "point": mine["point"]}):
        problem = reply(world, elena, "hola", via=via, expect=422).json()
        assert problem["code"] == "channel.cannot" and problem["errors"][0]["field"] == "via"
    assert [m for m in world.ana.get(f"cases/{elena}").json()["messages"] if m["direction"] == "out"] == []
    world.ana.request("PUT", f"cases/{elena}/messages/{uuid.uuid4()}", json={"kind": "text", "text": "x", "via": {"account": mine["account"]}}, expect=400)
    world.ana.put(f"cases/{stranger}/closure", {})


def test_an_archived_line_is_no_way(world, second, elena):
    for card in world.carla.get("cases?limit=200&state=open").json()["items"]:
        if card["account"] == second[1]:
            world.carla.put(f"cases/{card['id']}/closure", {})
    other = lines(world, elena)[1]
    world.carla.patch(f"channel-accounts/{second[1]}", {"archived": True})
    assert [line["current"] for line in lines(world, elena)] == [True]
    assert reply(world, elena, "hola", via=other, expect=422).json()["code"] == "channel.cannot"
