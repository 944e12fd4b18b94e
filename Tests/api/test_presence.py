"""Who looks and who types: by name, at once, to those who may read the conversation and to nobody else; never replayed."""
import uuid

import pytest

from support.chat import Customer
from support.world import new_phone


@pytest.fixture
def open_house(world):
    campaign = world.carla.get("campaigns").json()["items"][0]
    world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"visibility": "queue"}})
    yield
    world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"visibility": "exclusive"}})


def mine(world, client):
    case = world.inbound()["case"]
    client.put(f"cases/{case}/acceptance")
    return case


def words(stream):
    return [frame.json for frame in stream.frames if frame.event == "presence"]


def say(client, case, viewing, typing):
    client.put(f"cases/{case}/presence", {"viewing": viewing, "typing": typing}, expect=204)


def test_who_looks_types_and_leaves(world, away, open_house):
    case = mine(world, world.ana)
    id, me = world.ana.get(f"cases/{case}").json()["case"]["id"], world.ana.get("me").json()
    with world.bruno.events() as his, world.ana.events() as hers:
        for viewing, typing in [(True, False), (True, True), (True, False), (False, False)]:
            say(world.ana, case, viewing, typing)
            said = {"case": id, "agent": me["id"], "name": "Ana Torres", "visitor": False, "viewing": viewing, "typing": typing}
            his.wait_for(lambda frame: frame.event == "presence" and frame.json == said)
        frames = [frame for frame in his.frames if frame.event == "presence"]
        assert [frame.id for frame in frames] == [None] * 4, "no resume asks for them"
        world.ana.put(f"cases/{case}/flag")
        hers.wait_for("case.updated")
        assert words(hers) == [], "one's own word is not told to oneself"
    world.ana.put(f"cases/{case}/closure", {})


def test_who_is_gone_leaves_without_a_word(fresh_world):
    """A desk of its own: where nobody else watches by Ana's account."""
    world = fresh_world
    world.carla.patch(f"campaigns/{world.carla.get('campaigns').json()['items'][0]['id']}", {"policy": {"visibility": "queue"}})
    case = mine(world, world.ana)
    with world.bruno.events() as his:
        with world.ana.events():
            say(world.ana, case, True, True)
            his.wait_for(lambda frame: frame.event == "presence" and frame.json["typing"])
        gone = his.wait_for(lambda frame: frame.event == "presence" and not frame.json["viewing"], timeout=8)
        assert not gone.json["typing"] and gone.json["name"] == "Ana Torres"


def test_a_word_right_after_the_head_arrives(world, away, open_house):
    """Twenty times, for what is lost is lost by chance: the stream is registered before its head is sent."""
    case = mine(world, world.ana)
    for turn in range(20):
        with world.bruno.events() as his:
            say(world.ana, case, True, turn % 2 == 0)
            his.wait_for("presence", timeout=3)
    world.ana.put(f"cases/{case}/closure", {})


def test_not_to_those_without_sight(world, away):
    case = mine(world, world.ana)
    world.bruno.refused("PUT", f"cases/{case}/presence", 404, "case.not_found", json={"viewing": True, "typing": True})
    with world.bruno.events() as his, world.sofia.events() as supervisor, world.carla.events() as admin:
        say(world.ana, case, True, True)
        admin.wait_for("presence")
        world.ana.put(f"cases/{case}/flag")
        supervisor.wait_for("case.updated")
        world.ana.put("me/state", {"state": "available"})
        his.wait_for("agent.state")
        assert words(his) == [] and words(supervisor) == [], "a supervisor has the card of an exclusive case alone"
    world.ana.put("me/state", {"state": "offline"})
    world.ana.put(f"cases/{case}/closure", {})


def test_the_same_word_passes_once_in_three_seconds(world, away, open_house):
    case = mine(world, world.ana)
    with world.bruno.events() as his:
        for _ in range(10):
            say(world.ana, case, True, True)
        world.ana.put(f"cases/{case}/flag")
        his.wait_for("case.updated")
        assert len(words(his)) <= 2
    world.ana.put(f"cases/{case}/closure", {})


def test_the_customer_and_the_agent_see_each_other_type(world, away):
    rosa = Customer(world)
    rosa.write("Hola")
    case = world.sofia.get("cases?sort=-created&limit=1").json()["items"][0]["number"]
    world.ana.put(f"cases/{case}/acceptance")
    with world.ana.events() as hers, rosa.client.events(after="", path="/chat/tienda/events") as customers:
        rosa.client.put("/chat/tienda/typing", {"typing": True})
        assert hers.wait_for("presence").json["visitor"] is True
        say(world.ana, case, True, True)
        assert customers.wait_for("typing").json == {"typing": True}
        assert "Ana" not in customers.wait_for("typing").data
    world.ana.put(f"cases/{case}/closure", {})


def test_a_colleagues_newer_reply_refuses_mine_unless_forced(world, away, open_house):
    phone = new_phone()
    case = world.inbound(sender=phone)["case"]
    world.ana.put(f"cases/{case}/acceptance")
    seen = world.ana.get(f"cases/{case}").json()["messages"][-1]["id"]
    world.sofia.put(f"cases/{case}/assignment", {"agent": world.bruno.get("me").json()["id"]})
    world.bruno.put(f"cases/{case}/acceptance")
    his = world.bruno.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": "Ya te ayudo", "after": seen}).json()
    world.sofia.put(f"cases/{case}/assignment", {"agent": world.ana.get("me").json()["id"]})
    world.ana.put(f"cases/{case}/acceptance")
    id, mine = str(uuid.uuid4()), {"kind": "text", "text": "Hola, soy Ana", "after": seen}
    problem = world.ana.refused("PUT", f"cases/{case}/messages/{id}", 409, "case.answered", json=mine)
    assert problem["message"]["id"] == his["id"] and problem["message"]["author"]["name"] == "Bruno Salas" and "Bruno Salas" in problem["detail"]
    assert len([m for m in world.ana.get(f"cases/{case}").json()["messages"] if m["direction"] == "out"]) == 1
    world.ana.put(f"cases/{case}/messages/{id}", {**mine, "force": True}, expect=201)
    world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {**mine, "text": "¿Sigues ahí?", "after": id}, expect=201)
    world.ana.put(f"cases/{case}/closure", {})
