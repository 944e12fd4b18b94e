"""A customer on WhatsApp and an agent, each at their own screen, with the simulated provider between them."""
import re

import pytest
from playwright.sync_api import expect

from support.pages import Desk, Phone, shown
from support.provider import Phones
from support.scene import upload

FAULTS = {"double": True, "shuffle": True, "delay": 400, "cut": True}
EVERY_FAULT = pytest.mark.parametrize("faults", [{}, FAULTS], ids=["all well", "every fault"])


@pytest.fixture
def sides(open_page, fresh_world):
    """Ana, available and at her desk, and Elena's telephone on the demo's own line."""
    fresh_world.ana.put("me/state", {"state": "available"})
    desk = Desk(open_page(fresh_world, "ana")).ready()
    page = open_page(fresh_world, path="/simulator")
    page.get_by_test_id("add-name").fill("Elena Ríos")
    page.get_by_test_id("add-phone").click()
    return desk, Phone(page, "Elena Ríos")


@EVERY_FAULT
def test_a_whatsapp_conversation_to_its_close(sides, fresh_world, faults, picture):
    desk, elena = sides
    phones = Phones(fresh_world.base)
    phones.switch(**faults)

    # The first message: a case for Ana, who opens it.
    elena.write("Hola, ¿la lámpara Ámbar trae foco? 💡")
    expect(desk.cards).to_have_count(1)
    expect(elena.bubble("trae foco")).to_have_attribute("data-status", re.compile("delivered|read"))
    desk.cards.click()
    expect(desk.message("trae foco")).to_have_attribute("data-direction", "in")
    number = int(desk.cards.get_attribute("data-case"))

    # A picture and a voice note from the telephone.
    elena.text.fill("La mía llegó así")
    elena.attach("photo")
    expect(desk.message("La mía llegó así").locator("img")).to_be_visible()
    assert shown(desk.message("La mía llegó así").locator("img")) == 804
    elena.place.get_by_test_id("phone-voice").click()
    expect(desk.page.locator('[data-testid="message"][data-direction="in"] audio')).to_have_count(1)

    # Words, a picture and a voice note from the desk, each with its ticks, and each once.
    desk.write("¡Hola, Elena! Sí, trae uno LED")
    expect(elena.bubble("trae uno LED")).to_have_attribute("data-status", "read")
    expect(desk.message("trae uno LED")).to_have_attribute("data-status", "read")
    photo = upload(fresh_world.ana, "nueva.png", "image/png", picture.read_bytes())
    voice = upload(fresh_world.ana, "nota.ogg", "audio/ogg", phones.sample("voice"))
    put = lambda **message: fresh_world.ana.put(f"cases/{number}/messages/{phones.id()}", message)
    put(kind="media", attachments=[photo], text="Es esta")
    expect(elena.bubble("Es esta").locator("img")).to_be_visible()
    expect(desk.message("Es esta")).to_have_attribute("data-status", "read")
    put(kind="media", attachments=[voice], voice=True)
    spoken = elena.place.locator('[data-testid="bubble"][data-kind="audio"][data-mine="false"]')
    expect(spoken).to_have_attribute("data-status", "read")
    expect(desk.page.locator('[data-testid="message"][data-direction="out"][data-status="read"] audio')).to_have_count(1)
    expect(elena.bubbles).to_have_count(6)
    expect(desk.page.locator('[data-testid="message"][data-direction="in"]')).to_have_count(3)
    expect(desk.page.locator('[data-testid="message"][data-direction="out"]')).to_have_count(3)

    # A reaction each way.
    elena.react("trae uno LED", "👍")
    expect(desk.message("trae uno LED")).to_contain_text("👍")
    question = next(message for message in fresh_world.ana.get(f"cases/{number}").json()["messages"] if "trae foco" in (message["text"] or ""))
    fresh_world.ana.put(f"cases/{number}/messages/{question['id']}/reaction", {"emoji": "🙌"})
    expect(elena.bubble("trae foco").get_by_test_id("reactions")).to_have_text("🙌")

    # Closed; another word is another case.
    fresh_world.ana.put(f"cases/{number}/closure", {})
    expect(desk.cards).to_have_count(0)
    elena.write("Una cosa más")
    expect(desk.cards).not_to_have_attribute("data-case", str(number))


def test_a_message_that_whatsapp_refuses(sides, fresh_world):
    desk, elena = sides
    phones = Phones(fresh_world.base)
    elena.write("Hola")
    desk.cards.click()
    phones.switch(failCode=131026, failAs="status", failTimes=1)
    desk.write("No te llega")
    expect(desk.message("No te llega")).to_have_attribute("data-status", "failed")
    expect(elena.bubble("No te llega")).to_have_attribute("data-status", "failed")
    phones.switch(expired=True, failAs="answer")
    desk.write("Tampoco")
    expect(desk.message("Tampoco")).to_have_attribute("data-status", "failed")
    expect(desk.message("Tampoco")).to_contain_text("24 horas")
    expect(elena.bubble("Tampoco")).to_have_count(0)


def test_the_assistant_greets_and_hands_over(sides, fresh_world):
    desk, elena = sides
    elena.page.get_by_test_id("bot").check()
    expect(elena.page.get_by_test_id("bot")).to_be_checked()
    elena.write("Buenas")
    expect(elena.bubble("Soy el asistente")).to_be_visible()
    elena.write("2")
    expect(elena.bubble("La garantía es de 12 meses")).to_be_visible()
    expect(desk.cards.filter(has_text="Asignada")).to_have_count(0)
    elena.write("Se cayó la pantalla")
    expect(elena.bubble("te ayuda una persona")).to_be_visible()
    expect(desk.cards).to_have_attribute("data-state", "offered")
    desk.cards.click()
    expect(desk.message("Soy el asistente")).to_be_visible()
    expect(desk.message("Se cayó la pantalla")).to_be_visible()
    desk.write("Hola, soy Ana")
    expect(elena.bubble("soy Ana")).to_have_attribute("data-status", "read")
