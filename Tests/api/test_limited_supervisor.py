"""A supervisor who is limited to campaigns sees and does in the others what anybody does: nothing."""
import pytest


@pytest.fixture(autouse=True)
def nothing_left(world):
    """What waits is closed: the next test's agents would get it."""
    yield
    for card in world.carla.get("cases?limit=200&state=queued").json()["items"]:
        world.carla.put(f"cases/{card['id']}/closure", {})


def campaign_of(world, preset):
    return next(one for one in world.carla.get("campaigns").json()["items"] if one["preset"] == preset)


def card(client, case):
    return client.get(f"cases/{case}").json()["case"]


@pytest.fixture
def limited(world):
    """Sofía, for whom there is the campaign of `ticket` alone."""
    sofia, ticket = world.sofia.get("me").json()["id"], campaign_of(world, "ticket")["id"]
    assert world.carla.patch(f"users/{sofia}", {"campaigns": [ticket]}).json()["campaigns"] == [ticket]
    yield sofia
    world.carla.patch(f"users/{sofia}", {"campaigns": []})


def test_what_a_limited_supervisor_sees_and_does(world, limited):
    theirs, other = world.inbound("Mío", account="api-ticket")["case"], world.inbound("Ajeno", account="api-group")["case"]
    assert world.sofia.get("me").json()["campaigns"] == [campaign_of(world, "ticket")["id"]]
    assert card(world.sofia, theirs)["sight"] == "full"
    ana = world.ana.get("me").json()["id"]
    for method, path, body in (
        ("GET", "", None), ("GET", "/messages", None), ("GET", "/log", None), ("PUT", "/assignment", {"agent": ana}), ("PUT", "/closure", {}),
        ("PATCH", "", {"priority": "high"}), ("PUT", "/escalation", {"reason": "Ayuda"}),
    ):
        world.sofia.refused(method, f"cases/{other}{path}", 404, "case.not_found", json=body)
    listed = {one["number"] for one in world.sofia.get("cases?limit=200").json()["items"]}
    assert theirs in listed and other not in listed
    desk = world.sofia.get("desk").json()
    shown = [one["number"] for one in desk["cases"]]
    assert theirs in shown and other not in shown and len(shown) == len(set(shown))
    queues = {queue["id"]: queue["campaign"] for queue in desk["queues"]}
    assert {queues[one["queue"]] for one in desk["counts"]["queues"]} == {campaign_of(world, "ticket")["id"]}
    assert world.sofia.patch(f"cases/{theirs}", {"priority": "high"}).json()["case"]["priority"] == "high"


def test_their_stream_tells_of_their_campaigns_alone(world, limited):
    with world.sofia.events() as stream:
        other = world.inbound("Ajeno", account="api-group")["case"]
        theirs = world.inbound("Mío", account="api-ticket")["case"]
        stream.wait_for(lambda frame: frame.event == "case.created" and frame.json["case"]["number"] == theirs)
        assert not [frame for frame in stream.frames if frame.json.get("case", {}).get("number") == other]


def test_the_limit_ends_what_their_screen_held(world, limited):
    with world.sofia.events() as stream:
        world.carla.patch(f"users/{limited}", {"campaigns": []})
        stream.wait_for(lambda frame: frame.event == "reset")
    other = world.inbound("Ajeno", account="api-group")["case"]
    assert card(world.sofia, other)["sight"] == "full"


def test_who_may_be_limited_to_what(world):
    ana, ticket = world.ana.get("me").json()["id"], campaign_of(world, "ticket")["id"]
    world.carla.refused("PATCH", f"users/{ana}", 400, "request.invalid", json={"campaigns": [ticket]})
    sofia = world.sofia.get("me").json()["id"]
    world.carla.refused("PATCH", f"users/{sofia}", 400, "request.invalid", json={"campaigns": ["019da000-0000-7000-8000-000000000000"]})
    world.sofia.refused("PATCH", f"users/{sofia}", 403, "scope.missing", json={"campaigns": []})


def test_what_was_said_in_other_campaigns_is_no_history_of_theirs(world, limited):
    """A customer of both: the closed case of the campaign that is not theirs is in no scroll and no list."""
    sender = "+51957000777"
    other = world.inbound("Mi clave es 4471", account="api-group", sender=sender)["case"]
    world.carla.put(f"cases/{other}/closure", {})
    theirs = world.inbound("Mi internet no funciona", account="api-ticket", sender=sender)["case"]
    for client, reads in ((world.carla, True), (world.sofia, False)):
        assert ("4471" in client.get(f"cases/{theirs}/messages?earlier=true").text) is reads
        assert (other in [one["case"]["number"] for one in client.get(f"cases/{theirs}/history").json()["items"]]) is reads
