"""Two who answer one customer: the second sees what the first said before anything goes out."""
import re

import pytest
from playwright.sync_api import expect

from support.pages import Desk
from support.scene import reply


@pytest.fixture
def beaten(open_page, world):
    """Ana's answer is on its way while Bruno, who had the case for a moment, answers; hers comes second, and the case is hers again."""
    campaign = world.campaign()
    world.carla.patch(f"campaigns/{campaign}", {"policy": {"visibility": "queue"}})
    case = world.inbound("¿Me ayudan?", name="Rosa Quispe")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    desk = Desk(open_page(world, "ana", f"/cases/{case}", allow=[r"\b409\b"])).ready()
    held = []
    desk.page.route("**/messages/*", lambda route: held.append(route) if route.request.method == "PUT" and not held else route.continue_())
    with desk.page.expect_request(lambda request: request.method == "PUT" and "/messages/" in request.url):
        desk.write("Hola, soy Ana")
    seat = lambda client: world.sofia.put(f"cases/{case}/assignment", {"agent": client.get("me").json()["id"]})
    seat(world.bruno)
    world.bruno.put(f"cases/{case}/acceptance")
    reply(world.bruno, case, "Ya te ayudo, soy Bruno")
    seat(world.ana)
    world.ana.put(f"cases/{case}/acceptance")
    expect(desk.message("soy Bruno")).to_be_visible()
    held[0].continue_()
    dialog = desk.page.get_by_test_id("answered-dialog")
    expect(dialog).to_contain_text("Bruno")
    yield desk, dialog, case
    world.carla.patch(f"campaigns/{campaign}", {"policy": {"visibility": "exclusive"}})


def outgoing(world, case):
    return [message["text"] for message in world.ana.get(f"cases/{case}").json()["messages"] if message["direction"] == "out"]


def test_both_answers_are_shown_and_mine_is_sent_when_i_say_so(beaten, world):
    desk, dialog, case = beaten
    expect(dialog).to_contain_text("Ya te ayudo, soy Bruno")
    expect(dialog).to_contain_text("Hola, soy Ana")
    assert outgoing(world, case) == ["Ya te ayudo, soy Bruno"]
    dialog.locator(".button--primary").click()
    expect(dialog).to_have_count(0)
    expect(desk.message("Hola, soy Ana")).to_have_attribute("data-status", re.compile("sent|delivered"))
    expect(desk.message("Hola, soy Ana")).to_have_count(1)
    assert outgoing(world, case) == ["Ya te ayudo, soy Bruno", "Hola, soy Ana"]


def test_mine_goes_back_into_the_composer(beaten, world):
    desk, dialog, case = beaten
    expect(dialog.get_by_role("button", name="Revisar mi respuesta")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(desk.text).to_have_value("Hola, soy Ana")
    expect(desk.message("Hola, soy Ana")).to_have_count(0)
    assert outgoing(world, case) == ["Ya te ayudo, soy Bruno"]
    desk.write("Bruno te ayuda")
    expect(desk.message("Bruno te ayuda")).to_have_attribute("data-status", re.compile("sent|delivered"))
