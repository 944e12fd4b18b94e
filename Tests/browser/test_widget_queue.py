"""A visitor of the web chat sees their place in the queue, and that it goes once somebody attends."""
import re

import pytest
from playwright.sync_api import expect

from support.pages import Chat
from support.scene import newest

BROKEN_LINE = [r"ERR_FAILED", r"ERR_CONNECTION_REFUSED", r"ERR_CONNECTION_RESET", r"ERR_EMPTY_RESPONSE", r"ERR_INCOMPLETE_CHUNKED"]


@pytest.fixture
def visitor(open_page):
    """A function that gives a chat in which a customer has written, and the case of it."""

    def visitor(text, world, **options):
        chat = Chat(open_page(world, path="/shop", **options)).open()
        chat.write(text)
        expect(chat.message(text)).to_have_attribute("data-status", re.compile("sent|delivered"))
        return chat, newest(world)["number"]

    return visitor


def status(chat):
    return chat.page.get_by_test_id("widget-status")


def test_the_place_moves_up_and_goes_when_somebody_attends(visitor, world):
    first, case = visitor("¿Abren los domingos?", world)
    second, other = visitor("¿Hacen envíos a Arequipa?", world)
    expect(status(first)).to_have_text("Te atenderán en un momento")
    expect(status(second)).to_have_text("Eres el 2.º en la fila")
    expect(status(second)).to_have_role("status")
    head = second.page.locator(".chat-widget__head")
    before = head.bounding_box(), second.log.bounding_box()

    # The first is taken: who was behind moves up.
    world.ana.put(f"cases/{case}/acceptance")
    expect(status(first)).to_have_text("Te atiende Ana Torres")
    expect(status(second)).to_have_text("Te atenderán en un momento")

    # A page that is opened anew knows it too.
    second.page.reload()
    expect(status(second)).to_have_text("Te atenderán en un momento")

    # It goes with an agent, comes back with the queue, and ends with the conversation.
    world.bruno.put(f"cases/{other}/acceptance")
    expect(status(second)).to_have_text("Te atiende Bruno Salas")
    world.bruno.delete(f"cases/{other}/acceptance")
    expect(status(second)).to_have_text("Te atenderán en un momento")
    world.carla.put(f"cases/{other}/closure", {})
    expect(second.page.get_by_test_id("widget-closed")).to_be_visible()
    expect(status(second)).to_have_text("Escríbenos y te respondemos aquí")
    assert (head.bounding_box(), second.log.bounding_box()) == before, "the panel moved for the place"


def test_a_place_that_changed_while_the_line_was_down(visitor, fresh_world):
    _, case = visitor("¿Tienen la mesa Cedro?", fresh_world, allow=BROKEN_LINE)
    second, _ = visitor("¿Y la silla Olmo?", fresh_world, allow=BROKEN_LINE)
    expect(status(second)).to_have_text("Eres el 2.º en la fila")
    second.page.route("**/chat/*/events", lambda route: route.abort())
    fresh_world.restart()
    expect(second.page.get_by_test_id("widget-notice")).to_contain_text("Reconectando")
    with fresh_world.sofia.events() as told:
        fresh_world.ana.put(f"cases/{case}/acceptance")
        told.wait_for(lambda frame: frame.event == "queue.counts" and frame.json["waiting"] == 1)  # what is told now, the page does not hear
    second.page.unroute("**/chat/*/events")
    second.page.evaluate("dispatchEvent(new Event('online'))")  # not only after the patience of many attempts
    expect(status(second)).to_have_text("Te atenderán en un momento")


@pytest.mark.parametrize("locale, words", [
    ("es-PE", "Eres el 188.º en la fila · unos 59 min"), ("en-GB", "You are 188th in line · about 59 min"), ("pt-BR", "Você é o 188º da fila · cerca de 59 min")])
def test_a_long_wait_is_read_whole_also_on_the_narrowest_phone(open_page, world, locale, words):
    page = open_page(world, path="/shop", locale=locale)

    def far_behind(route):
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "queue": {"position": 188, "orMore": False, "expectedWait": 3540}})

    page.route("**/chat/tienda/sessions", far_behind)
    chat = Chat(page).open()
    expect(status(chat)).to_have_text(words)
    for width in (320, 360, 390, 1440):
        page.set_viewport_size({"width": width, "height": 720})
        assert status(chat).evaluate("one => one.scrollWidth <= one.clientWidth"), width
