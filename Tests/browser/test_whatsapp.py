"""A customer on WhatsApp and an agent, each at their own screen, with the simulated provider between them."""
import re

import pytest
from playwright.sync_api import expect

from support.media import MICROPHONE
from support.pages import Desk, Phone, choose_file, shown
from support.provider import Phones

# What goes on all the while: each webhook twice, out of order and late; each answer slow, and cut off after the message was taken.
FAULTS = {"double": True, "shuffle": True, "delay": 400, "slow": 200, "cut": True}
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
    """From the first message through a picture and a voice note each way to the ticks of who has read, and its end; all of it by hand."""
    desk, elena = sides
    page = desk.page
    phones = Phones(fresh_world.base)
    phones.switch(**faults)

    # The first message: a case for Ana, who opens it.
    elena.write("Hola, ¿la lámpara Ámbar trae foco? 💡")
    expect(desk.cards).to_have_count(1)
    expect(elena.bubble("trae foco")).to_have_attribute("data-status", re.compile("delivered|read"))
    desk.cards.click()
    expect(desk.message("trae foco")).to_have_attribute("data-direction", "in")
    expect(elena.bubble("trae foco")).to_have_attribute("data-status", "read")
    number = int(desk.cards.get_attribute("data-case"))

    # A picture and a voice note from the telephone; with every fault the files' first bytes don't come whole.
    phones.switch(media="truncated" if faults else "normal")
    elena.text.fill("La mía llegó así")
    elena.attach("photo")
    expect(desk.message("La mía llegó así")).to_be_visible()
    elena.place.get_by_test_id("phone-voice").click()
    expect(elena.bubbles).to_have_count(3)
    phones.switch(media="normal")
    expect(desk.message("La mía llegó así").locator("img")).to_be_visible(timeout=40_000)
    assert shown(desk.message("La mía llegó así").locator("img")) == 804
    voice = page.locator('[data-testid="message"][data-direction="in"] .message__voice')
    expect(voice).to_have_count(1, timeout=40_000)
    voice.get_by_role("button", name="Reproducir").click()
    page.wait_for_function("() => { const sound = document.querySelector('[data-direction=\"in\"] audio'); return sound?.currentTime > 0.2 || sound?.ended }")

    # Words, a picture and a voice note from the desk, each with its ticks, and each once.
    desk.write("¡Hola, Elena! Sí, trae uno LED")
    expect(elena.bubble("trae uno LED")).to_have_attribute("data-status", "read")
    expect(desk.message("trae uno LED")).to_have_attribute("data-status", "read")
    choose_file(page, page.get_by_role("button", name="Adjuntar archivo"), picture)
    page.get_by_label(f"Texto de {picture.name}").fill("Es esta")
    page.get_by_test_id("composer-send").click()
    expect(elena.bubble("Es esta").locator("img")).to_be_visible()
    expect(desk.message("Es esta")).to_have_attribute("data-status", "read")
    page.evaluate(MICROPHONE)
    page.get_by_test_id("composer-record").click()
    expect(page.get_by_test_id("recording").get_by_role("timer")).to_have_text("0:02")
    page.get_by_test_id("recording-send").click()
    spoken = elena.place.locator('[data-testid="bubble"][data-kind="audio"][data-mine="false"]')
    expect(spoken).to_have_attribute("data-status", "read")
    expect(page.locator('[data-testid="message"][data-direction="out"][data-status="read"] .message__voice')).to_have_count(1)
    elena.page.wait_for_function("() => document.querySelector('[data-mine=\"false\"] audio')?.duration > 1")
    expect(elena.bubbles).to_have_count(6)
    expect(page.locator('[data-testid="message"][data-direction="in"]')).to_have_count(3)
    expect(page.locator('[data-testid="message"][data-direction="out"]')).to_have_count(3)
    if faults:
        through_what_fails(desk, elena, phones)

    # A reaction each way.
    elena.react("trae uno LED", "👍")
    expect(desk.message("trae uno LED")).to_contain_text("👍")
    desk.message("trae foco").focus()
    page.keyboard.press(":")
    page.get_by_role("button", name="Reaccionar con 🙏").click()
    expect(elena.bubble("trae foco").get_by_test_id("reactions")).to_have_text("🙏")

    # Closed, after one question; another word is another case.
    page.get_by_test_id("close-case").click()
    page.get_by_test_id("confirm-close").click()
    expect(desk.cards).to_have_count(0)
    elena.write("Una cosa más")
    expect(desk.cards).to_have_count(1)
    expect(desk.cards).not_to_have_attribute("data-case", str(number))


def through_what_fails(desk, elena, phones):
    """The faults that a conversation can't go on under: each says what happened, loses nothing, and the way on is there once it has passed."""
    # Refused by a receipt, and for the window in the answer: the words stay, and Retry sends them once.
    for text, fault, passed in (
        ("No te llega", {"failCode": 131026, "failAs": "status", "failTimes": 1}, {}),
        ("Fuera de hora", {"expired": True, "failAs": "answer"}, {"expired": False}),
    ):
        phones.switch(**fault)
        desk.write(text)
        expect(desk.message(text)).to_have_attribute("data-status", "failed")
        phones.switch(**passed)
        desk.message(text).get_by_role("button", name="Reintentar").click()
        expect(desk.message(text)).to_have_attribute("data-status", "read")
        expect(desk.message(text)).to_have_count(1)

    # Out of service: it goes out by itself when the service is back, and so does what was written behind it.
    phones.switch(answer="unavailable")
    desk.write("Espera tu turno")
    expect(elena.page.get_by_test_id("wire-entry").filter(has_text=re.compile(r"\b500\b")).first).to_be_visible()
    desk.write("Y yo el mío")
    expect(desk.message("Espera tu turno")).to_have_attribute("data-status", "pending")
    phones.switch(answer="normal")
    for text in ("Espera tu turno", "Y yo el mío"):
        expect(desk.message(text)).to_have_attribute("data-status", "read", timeout=40_000)
        expect(elena.bubble(text)).to_have_count(1)

    # A gateway's page: nobody knows, so nobody repeats it, and it says so.
    phones.switch(answer="html")
    desk.write("¿Llegué?")
    expect(desk.message("¿Llegué?")).to_have_attribute("data-status", "uncertain")
    expect(desk.message("¿Llegué?")).to_contain_text("Quizá enviado")
    phones.switch(answer="normal")
    expect(elena.bubble("¿Llegué?")).to_have_count(0)

    # No answer at all: the same, once it has waited long enough.
    phones.switch(answer="never")
    desk.write("¿Estás?")
    expect(desk.message("¿Estás?")).to_have_attribute("data-status", "uncertain", timeout=40_000)
    phones.switch(answer="normal")

    # A picture whose address has run out is asked for anew; one that is too large says so, and comes when it is asked for again.
    phones.switch(media="expired")
    elena.text.fill("Caducada")
    elena.attach("photo")
    expect(desk.message("Caducada")).to_be_visible()
    expect(elena.page.get_by_test_id("wire-entry").filter(has_text=re.compile(r"\b404\b")).first).to_be_visible()
    phones.switch(media="normal")
    expect(desk.message("Caducada").locator("img")).to_be_visible(timeout=40_000)
    phones.switch(media="oversize")
    elena.text.fill("Enorme")
    elena.attach("photo")
    again = desk.message("Enorme").get_by_role("button", name="Pedirlo otra vez")
    expect(again).to_be_visible(timeout=40_000)
    phones.switch(media="normal")
    again.click()
    expect(desk.message("Enorme").locator("img")).to_be_visible(timeout=40_000)


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
