"""Calls as interactions: on the card while they live, one message of the conversation, offered at once, whatever the order of their events."""
import itertools
import uuid

import pytest

from support.world import new_phone, together


class Caller:
    def __init__(self, world):
        self.world = world
        self.phone = new_phone()
        self.call = f"call-{uuid.uuid4()}"

    def event(self, status, **more):
        body = {"id": str(uuid.uuid4()), "from": {"kind": "phone", "value": self.phone, "name": "Elena Quispe"}, "kind": "call",
                "callId": self.call, "direction": "in", "status": status, **more}
        return self.world.program("inbound").post("inbound/api", body).json()


@pytest.fixture
def elena(world, away):
    caller = Caller(world)
    yield caller
    for card in world.carla.get("cases?limit=200&state=queued&state=offered&state=open").json()["items"]:
        if card["contact"]["point"]["value"] == caller.phone:
            world.carla.put(f"cases/{card['id']}/closure", {})


def card_of(world, number):
    return next(card for card in world.carla.get("cases", params={"limit": 200}).json()["items"] if card["number"] == number)


def calls(world, case):
    return [message["call"] for message in world.carla.get(f"cases/{case}").json()["messages"] if message["kind"] == "call"]


def test_from_ringing_to_its_end(world, elena):
    with world.sofia.events() as watching:
        case = elena.event("ringing")["case"]
        card = card_of(world, case)
        assert card["call"] == {"callId": elena.call, "status": "ringing", "direction": "in", "startedAt": card["lastMessageAt"]}
        assert card["preview"]["kind"] == "call" and card["preview"]["call"] == {"status": "ringing"}
        assert watching.wait_for("case.created").json["case"]["call"]["status"] == "ringing", "also where only the card is seen"
        elena.event("answered")
        assert card_of(world, case)["call"]["status"] == "answered"
        elena.event("ended", duration=74, recording="https://pbx.example/1.ogg")
        ended = watching.wait_for(lambda frame: frame.event == "message.updated" and frame.json["case"]["call"] is None).json
    assert ended["case"]["number"] == case
    assert card_of(world, case)["preview"]["call"] == {"status": "ended"}
    assert calls(world, case) == [{"callId": elena.call, "direction": "in", "status": "ended", "duration": 74, "recording": "https://pbx.example/1.ogg"}]


def test_every_order_ends_the_same(world, away):
    for order in itertools.permutations(["ringing", "answered", "ended"]):
        caller = Caller(world)
        for status in order:
            case = caller.event(status, **({"duration": 9} if status == "ended" else {}))["case"]
        card = card_of(world, case)
        assert card["call"] is None and card["preview"]["call"] == {"status": "ended"} and card["unread"]["count"] == 1, order
        assert [(call["status"], call["duration"]) for call in calls(world, case)] == [("ended", 9)]
        world.carla.put(f"cases/{case}/closure", {})


def test_all_at_once(world, elena):
    answers = together(*[lambda status=status: elena.event(status) for status in ["ringing", "answered", "ended"] * 4])
    assert len({(answer["case"], answer["message"]) for answer in answers}) == 1
    assert card_of(world, answers[0]["case"])["call"] is None
    assert [call["status"] for call in calls(world, answers[0]["case"])] == ["ended"]


def test_a_ringing_call_is_offered_at_once(world, quiet):
    caller = Caller(world)
    with world.ana.events() as hers:
        world.ana.put("me/state", {"state": "available"})
        case = caller.event("ringing")["case"]
        offer = hers.wait_for("case.offered").json["case"]
    assert offer["number"] == case and offer["call"]["status"] == "ringing"
    world.ana.put(f"cases/{case}/acceptance")
    caller.event("missed")
    assert card_of(world, case)["call"] is None
    world.ana.put(f"cases/{case}/closure", {})
    world.ana.put("me/state", {"state": "offline"})


def test_after_the_case_is_closed(world, elena):
    case = elena.event("ringing")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    closed = world.ana.put(f"cases/{case}/closure", {}).json()["case"]
    assert closed["call"] is None
    assert elena.event("answered")["case"] == case
    assert elena.event("ended")["case"] == case
    card = card_of(world, case)
    assert card["state"] == "closed" and card["call"] is None and calls(world, case)[0]["status"] == "ended"
    elena.call = f"call-{uuid.uuid4()}"
    assert elena.event("ringing")["case"] != case


def test_our_own_call_waits_for_nobody(world, elena):
    case = elena.event("answered", direction="out")["case"]
    card = card_of(world, case)
    assert card["unread"] is None and card["preview"]["direction"] == "out" and card["call"]["direction"] == "out"
    assert world.program("inbound").get("inbound/api/outbox").status_code == 200


@pytest.mark.parametrize("more", [{"status": "lost"}, {"callId": " "}, {"direction": "up"}, {"duration": -1}])
def test_what_is_no_call_is_refused(world, elena, more):
    body = {"id": "x", "from": {"kind": "phone", "value": elena.phone}, "kind": "call", "callId": "c", "status": "ringing", **more}
    world.program("inbound").request("POST", "inbound/api", json=body, expect=400)
