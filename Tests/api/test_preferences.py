"""What each person's desk remembers of them, and the day's totals beside it (GD-5)."""
import uuid

import pytest

from support.world import together

USUAL = {"sounds": {"offer": True, "message": True, "call": True, "notice": True}, "systemNotices": False, "noticeText": False, "shortcuts": True, "hints": []}


@pytest.fixture
def berta(world):
    world.run("user", "add", "--email", f"berta-{uuid.uuid4()}@demo.example", "--name", "Berta", "--role", "agent", input="una clave larga 9\n")
    user = next(user for user in world.carla.get("users").json()["items"] if user["name"] == "Berta" and user["archivedAt"] is None)
    yield world.visitor().sign_in(user["email"], "una clave larga 9")
    world.carla.patch(f"users/{user['id']}", {"archived": True})


def test_part_by_part(berta):
    assert berta.get("me").json()["preferences"] == USUAL
    with berta.events() as other:
        changed = berta.patch("me", {"preferences": {"sounds": {"message": False}, "railOpen": True, "hints": ["cards"]}}).json()["preferences"]
        assert changed == {**USUAL, "sounds": {**USUAL["sounds"], "message": False}, "railOpen": True, "hints": ["cards"]}
        assert other.wait_for("me.preferences").json == {"preferences": changed}
    assert berta.patch("me", {"theme": "dark"}).json()["preferences"] == changed
    assert berta.get("desk").json()["me"]["preferences"] == changed


def test_two_browsers_change_different_things_at_once(berta):
    keys = ["systemNotices", "noticeText", "railOpen"]
    together(*[lambda key=key: berta.patch("me", {"preferences": {key: True}}) for key in keys])
    held = berta.get("me").json()["preferences"]
    assert [held[key] for key in keys] == [True] * 3


def test_what_is_no_preference(berta):
    berta.refused("PATCH", "me", 400, "request.unknown_field", json={"preferences": {"volume": 11}})
    berta.refused("PATCH", "me", 400, "request.invalid", json={"preferences": {"shortcuts": "no"}})
    berta.refused("PATCH", "me", 400, "request.invalid", json={"preferences": {"hints": ["con espacio"]}})
    berta.refused("PATCH", "me", 400, "request.invalid", json={"preferences": {"hints": [f"h{n}" for n in range(101)]}})
    assert berta.get("me").json()["preferences"] == USUAL


def test_gd5_open_now_and_closed_today(world, away):
    def totals(client):
        counts = client.get("desk").json()["counts"]
        return counts["mine"]["open"], counts["mine"]["closedToday"], counts["queues"][0]["closedToday"]
    ana, sofia = totals(world.ana), totals(world.sofia)
    case = world.inbound()["case"]
    world.ana.put(f"cases/{case}/acceptance")
    assert totals(world.ana)[:2] == (ana[0] + 1, ana[1])
    with world.ana.events() as hers, world.sofia.events() as watching:
        world.ana.put(f"cases/{case}/closure", {})
        hers.wait_for(lambda frame: frame.event == "me.counts" and frame.json["closedToday"] == ana[1] + 1)
        watching.wait_for(lambda frame: frame.event == "queue.counts" and frame.json["closedToday"] == sofia[2] + 1)
        assert hers.wait_for("queue.counts").json["closedToday"] is None, "under the exclusive policy a queue's totals are not its members'"
    assert totals(world.ana)[:2] == (ana[0], ana[1] + 1)
    assert totals(world.sofia)[2] == sofia[2] + 1
    assert world.ana.get("me").json()["counts"]["timeZone"] == "America/Lima"
    world.run("check")


def test_a_case_taken_up_again_is_not_closed_today(world, away):
    campaign = world.carla.get("campaigns").json()["items"][0]["id"]
    world.carla.patch(f"campaigns/{campaign}", {"policy": {"whoMayReopen": "assignee"}})
    before = world.ana.get("me").json()["counts"]["closedToday"]
    case = world.inbound()["case"]
    world.ana.put(f"cases/{case}/acceptance")
    world.ana.put(f"cases/{case}/closure", {})
    world.ana.delete(f"cases/{case}/closure")
    assert world.ana.get("me").json()["counts"]["closedToday"] == before
    world.run("check")
    world.ana.put(f"cases/{case}/closure", {})
    world.carla.patch(f"campaigns/{campaign}", {"policy": {"whoMayReopen": "nobody"}})
