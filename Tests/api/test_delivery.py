"""A customer's message reaches the desk once, the reply the customer."""
import itertools
import uuid

import pytest

from support.world import new_phone, together

pytestmark = pytest.mark.usefixtures("away")


def accept(client, case):
    return client.put(f"cases/{case}/acceptance").json()["case"]


def reply(client, case, text="Hola, ya lo reviso", id=None, **more):
    return client.put(f"cases/{case}/messages/{id or uuid.uuid4()}", {"kind": "text", "text": text, **more}).json()


def test_the_same_message_ten_times_in_parallel(world):
    sender, id = new_phone(), str(uuid.uuid4())
    answers = together(*[lambda: world.inbound("Mi pedido no llega", id=id, sender=sender)] * 10)
    assert all(answer == answers[0] for answer in answers), answers
    messages = world.carla.get(f"cases/{answers[0]['case']}").json()["messages"]
    assert [m["text"] for m in messages if m["direction"] == "in"] == ["Mi pedido no llega"]


def test_fifty_messages_of_a_new_customer_are_one_case(world):
    sender = new_phone()
    answers = together(*[lambda n=n: world.inbound(f"Mensaje {n}", id=f"{sender}-{n}", sender=sender) for n in range(50)])
    assert len({answer["case"] for answer in answers}) == 1, answers
    assert len({answer["message"] for answer in answers}) == 50
    case = world.carla.get(f"cases/{answers[0]['case']}").json()
    assert len([m for m in case["messages"] if m["direction"] == "in"]) == 50
    assert case["case"]["unread"]["count"] == 50


def test_a_repeat_answers_200_with_the_same_body(world):
    sender, id = new_phone(), str(uuid.uuid4())
    first = world.inbound(id=id, sender=sender, expect=201)
    assert world.inbound(id=id, sender=sender, expect=200) == first


def test_a_reply_is_repeatable_and_fetched_from_the_outbox(world):
    case = world.inbound()["case"]
    accept(world.ana, case)
    id = str(uuid.uuid4())
    first = world.ana.put(f"cases/{case}/messages/{id}", {"kind": "text", "text": "Hola"}, expect=201).json()
    again = world.ana.put(f"cases/{case}/messages/{id}", {"kind": "text", "text": "Hola"}, expect=200).json()
    assert first == again
    world.ana.refused("PUT", f"cases/{case}/messages/{id}", 409, "id.conflict", json={"kind": "text", "text": "Otra cosa"})
    items, cursor = [], None
    program = world.program("inbound")
    while True:
        page = program.get("inbound/api/outbox", params={"after": cursor} if cursor else {}).json()
        items += page["items"]
        cursor = page["next"] or cursor
        if not page["items"]:
            break
    assert [item for item in items if item["id"] == id][0]["text"] == "Hola"
    assert len([item for item in items if item["id"] == id]) == 1


@pytest.mark.parametrize("statuses", [["sent", "delivered", "read"], ["sent", "failed"], ["failed", "delivered"]])
def test_receipts_in_every_order_end_the_same(world, statuses):
    expected = max(statuses, key=["pending", "uncertain", "sent", "failed", "delivered", "read"].index)
    case = world.inbound()["case"]
    accept(world.ana, case)
    program = world.program("inbound")
    for order in itertools.permutations(statuses):
        message = reply(world.ana, case)
        for status in order:
            program.post("inbound/api/receipts", {"message": message["id"], "status": status, "reason": "no existe" if status == "failed" else None})
            program.post("inbound/api/receipts", {"message": message["id"], "status": status})
        held = {m["id"]: m["status"] for m in world.ana.get(f"cases/{case}").json()["messages"]}
        assert held[message["id"]] == expected, order


def test_two_agents_accept_at_once(world):
    for _ in range(200):
        case = world.inbound()["case"]
        outcomes = together(
            *[lambda client=client: client.put(f"cases/{case}/acceptance", expect=(200, 409)) for client in (world.ana, world.bruno)]
        )
        codes = sorted(answer.status_code for answer in outcomes)
        assert codes == [200, 409], [answer.text for answer in outcomes]
        won = next(answer.json()["case"] for answer in outcomes if answer.status_code == 200)
        lost = next(answer.json() for answer in outcomes if answer.status_code == 409)
        assert lost["code"] == "case.taken"
        assert lost["holder"]["id"] == won["agent"]
        assert lost["since"] == won["openedAt"]
        winner = world.ana if world.ana.get("me").json()["id"] == won["agent"] else world.bruno
        winner.put(f"cases/{case}/closure", {})


def test_accepting_twice_answers_the_same(world):
    case = world.inbound()["case"]
    first = accept(world.ana, case)
    assert accept(world.ana, case)["openedAt"] == first["openedAt"]


def test_an_available_agent_is_offered_the_case_at_once(world, quiet):
    world.bruno.put("me/state", {"state": "available"})
    with world.bruno.events() as stream:
        answer = world.inbound("¿Hay alguien?")
        frame = stream.wait_for(lambda f: f.event == "case.offered" and f.json["case"]["number"] == answer["case"], timeout=5)
        assert frame.json["case"]["deadline"]
        assert frame.json["case"]["preview"]["text"] == "¿Hay alguien?"
        assert accept(world.bruno, answer["case"])["state"] == "open"
    world.bruno.put("me/state", {"state": "offline"})


def test_a_declined_offer_goes_to_the_next_agent(world, quiet):
    world.ana.put("me/state", {"state": "available"})
    world.bruno.put("me/state", {"state": "available"})
    case = world.inbound()["case"]
    held = world.carla.get(f"cases/{case}").json()["case"]
    first = world.ana if held["agent"] == world.ana.get("me").json()["id"] else world.bruno
    first.delete(f"cases/{case}/acceptance")
    after = world.carla.get(f"cases/{case}").json()["case"]
    assert after["state"] == "offered" and after["agent"] not in (None, held["agent"])
    other = world.bruno if first is world.ana else world.ana
    other.delete(f"cases/{case}/acceptance")
    assert world.carla.get(f"cases/{case}").json()["case"]["state"] == "queued", "both have missed it in this round"


def test_the_events_of_a_call_are_one_message(world):
    sender = new_phone()
    for n, status in enumerate(["ringing", "answered", "ended"]):
        body = {"kind": "call", "callId": f"call-{sender}", "direction": "in", "status": status, "text": None}
        answer = world.inbound(sender=sender, id=f"{sender}-{n}", **{k: v for k, v in body.items() if v is not None and k != "text"}, duration=42 if status == "ended" else None)
    calls = [m for m in world.carla.get(f"cases/{answer['case']}").json()["messages"] if m["kind"] == "call"]
    assert [c["call"]["status"] for c in calls] == ["ended"] and calls[0]["call"]["duration"] == 42


def test_a_colleagues_newer_reply_refuses_mine(world):
    case = world.inbound()["case"]
    accept(world.ana, case)
    seen = reply(world.ana, case, "Buenas tardes")
    world.sofia.put(f"cases/{case}/assignment", {"agent": world.bruno.get("me").json()["id"]})
    accept(world.bruno, case)
    newer = reply(world.bruno, case, "Yo sigo con tu caso")
    world.sofia.put(f"cases/{case}/assignment", {"agent": world.ana.get("me").json()["id"]})
    accept(world.ana, case)
    id = str(uuid.uuid4())
    problem = world.ana.refused(
        "PUT", f"cases/{case}/messages/{id}", 409, "case.answered", json={"kind": "text", "text": "¿Sigues ahí?", "after": seen["id"]}
    )
    assert problem["message"]["id"] == newer["id"]
    world.ana.put(f"cases/{case}/messages/{id}", {"kind": "text", "text": "¿Sigues ahí?", "after": seen["id"], "force": True}, expect=201)
