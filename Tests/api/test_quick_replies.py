"""Quick replies: supervisors keep them, everybody's desk has them, a shortcut is one campaign's once."""
import uuid

import pytest

from support.world import together

THANKS = {"campaign": None, "shortcut": "gracias", "title": "Gracias", "body": "¡Gracias, {{contact.firstName}}!\nSoy {{agent.firstName}}."}


@pytest.fixture(autouse=True)
def none_but_the_tests(world):
    remove_all(world)
    yield
    remove_all(world)


def remove_all(world):
    for reply in world.carla.get("quick-replies").json()["items"]:
        world.carla.delete(f"quick-replies/{reply['id']}", expect=204)


def test_a_demo_has_some_for_all_and_some_of_its_campaign(fresh_world):
    replies = fresh_world.ana.get("desk").json()["quickReplies"]
    campaign = fresh_world.ana.get("desk").json()["campaigns"][0]["id"]
    assert {reply["campaign"] for reply in replies} == {None, campaign} and len({reply["shortcut"] for reply in replies}) == len(replies) >= 4
    assert any("{{contact.firstName}}" in reply["body"] for reply in replies)


def save(world, **changes):
    return world.sofia.put(f"quick-replies/{uuid.uuid4()}", {**THANKS, **changes}, expect=201).json()


def test_made_told_shown_replaced_and_removed(world):
    id = str(uuid.uuid4())
    with world.ana.events() as hers:
        made = world.sofia.put(f"quick-replies/{id}", THANKS, expect=201).json()
        assert made == {"id": id, **THANKS}
        hers.wait_for("config.changed")
    assert world.ana.get("desk").json()["quickReplies"] == [made]
    assert world.ana.get("quick-replies").json()["items"] == [made]
    changed = world.carla.put(f"quick-replies/{id}", {**THANKS, "body": "Gracias"}, expect=200).json()
    assert changed["body"] == "Gracias"
    world.sofia.delete(f"quick-replies/{id}", expect=204)
    world.sofia.delete(f"quick-replies/{id}", expect=204)
    assert world.ana.get("desk").json()["quickReplies"] == []
    world.sofia.put(f"quick-replies/{id}", THANKS, expect=201)
    world.sofia.refused("DELETE", f"quick-replies/{uuid.uuid4()}", 404, "quick_reply.not_found")


def test_agents_insert_and_do_not_change(world):
    made = save(world)
    world.ana.refused("PUT", f"quick-replies/{made['id']}", 403, "forbidden", json={**THANKS, "body": "otra"})
    world.ana.refused("DELETE", f"quick-replies/{made['id']}", 403, "forbidden")
    assert world.ana.get("quick-replies").json()["items"] == [made]


def test_a_shortcut_is_one_campaigns_once(world):
    campaign = world.carla.get("campaigns").json()["items"][0]["id"]
    first = save(world)
    save(world, campaign=campaign)
    problem = world.sofia.refused("PUT", f"quick-replies/{uuid.uuid4()}", 409, "quick_reply.taken", json={**THANKS, "shortcut": "GRACIAS "})
    assert problem["errors"][0]["field"] == "shortcut"
    other = save(world, shortcut="hola")
    world.sofia.refused("PUT", f"quick-replies/{other['id']}", 409, "quick_reply.taken", json=THANKS)
    world.sofia.delete(f"quick-replies/{first['id']}")
    world.sofia.put(f"quick-replies/{other['id']}", THANKS, expect=200)


def test_ten_at_once_with_one_shortcut(world):
    token = world.token("write", user="sofia")
    answers = together(*[lambda: world.api(token).request("PUT", f"quick-replies/{uuid.uuid4()}", json=THANKS, expect=(201, 409)) for _ in range(10)])
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9


def test_of_one_campaign(world):
    dana = world.visitor()
    world.run("user", "add", "--email", "dana@demo.example", "--name", "Dana Paz", "--role", "agent", input="una clave larga 9\n")
    dana.sign_in("dana@demo.example", "una clave larga 9")
    campaign = world.carla.get("campaigns").json()["items"][0]["id"]
    ours, all = save(world, campaign=campaign, shortcut="garantia"), save(world)
    assert world.ana.get("quick-replies").json()["items"] == [ours, all]
    assert world.ana.get("quick-replies", params={"campaign": str(uuid.uuid4())}).json()["items"] == [all]
    assert world.ana.get("quick-replies", params={"campaign": campaign}).json()["items"] == [ours, all]
    assert dana.get("quick-replies").json()["items"] == [all], "an agent of no campaign"
    assert dana.get("desk").json()["quickReplies"] == [all]


@pytest.mark.parametrize("changes,field", [
    ({"shortcut": ""}, "shortcut"), ({"shortcut": "dos palabras"}, "shortcut"), ({"shortcut": "a" * 33}, "shortcut"), ({"shortcut": "/gracias"}, "shortcut"),
    ({"title": " "}, "title"), ({"title": "a" * 101}, "title"), ({"body": ""}, "body"), ({"body": "a" * 4097}, "body"), ({"body": "a\0b"}, None)])
def test_what_cannot_stand_is_refused(world, changes, field):
    problem = world.sofia.request("PUT", f"quick-replies/{uuid.uuid4()}", json={**THANKS, **changes}, expect=400).json()
    assert field is None or problem["errors"][0]["field"] == field
    assert world.ana.get("quick-replies").json()["items"] == []


def test_an_unknown_campaign(world):
    world.sofia.refused("PUT", f"quick-replies/{uuid.uuid4()}", 404, "campaign.not_found", json={**THANKS, "campaign": str(uuid.uuid4())})
