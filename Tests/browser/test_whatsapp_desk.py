"""The WhatsApp desk's lines WD-1 and WD-7: one number and many agents, and everything that can be written in an attention."""
import re

import pytest
from playwright.sync_api import expect

from support.media import BRING, MICROPHONE, film
from support.pages import Desk, Phone, choose_file, shown
from support.provider import Phones, until


@pytest.fixture
def stage(open_page, fresh_world):
    """Ana, available and at her desk; the simulator's page, and a function that gives a customer's telephone on the demo's own number."""
    fresh_world.ana.put("me/state", {"state": "available"})
    desk = Desk(open_page(fresh_world, "ana")).ready()
    page = open_page(fresh_world, path="/simulator")

    def telephone(name):
        page.get_by_test_id("add-name").fill(name)
        page.get_by_test_id("add-phone").click()
        phone = Phone(page, name)
        # Its form is empty again once the telephone stands there.
        expect(phone.place).to_be_visible()
        return phone

    return desk, telephone


@pytest.fixture
def sides(stage):
    """Ana with Elena's attention open before her."""
    desk, telephone = stage
    elena = telephone("Elena Ríos")
    elena.write("Hola")
    desk.cards.click()
    expect(desk.text).to_be_focused()
    return desk, elena


def tray(desk):
    return desk.page.get_by_role("list", name="Archivos por enviar").get_by_role("listitem")


def test_wd_1_one_number_many_agents_and_each_attention_has_a_start_and_an_end(stage, open_page, fresh_world):
    desk, telephone = stage
    elena, rosa = telephone("Elena Ríos"), telephone("Rosa Quispe")
    elena.write("Soy Elena")
    expect(desk.cards).to_have_class(re.compile("case-card--offered"))
    desk.cards.click()
    expect(desk.message("Soy Elena")).to_be_visible()
    first = desk.cards.get_attribute("data-case")

    # The same number, another customer, another agent; neither reads the other's.
    fresh_world.ana.put("me/state", {"state": "offline"})
    fresh_world.bruno.put("me/state", {"state": "available"})
    other = Desk(open_page(fresh_world, "bruno")).ready()
    rosa.write("Soy Rosa")
    expect(other.cards).to_have_count(1)
    other.cards.click()
    expect(other.message("Soy Rosa")).to_be_visible()
    expect(desk.card(first)).to_be_visible()
    expect(desk.cards).to_have_count(1)
    lines = [one.page.locator(".conversation__fact").first.inner_text() for one in (desk, other)]
    assert lines[0] == lines[1] and re.search(r"\+\d", lines[0]), lines
    desk.write("Hola, Elena, soy Ana")
    other.write("Hola, Rosa, soy Bruno")
    expect(elena.bubble("soy Ana")).to_be_visible()
    expect(rosa.bubble("soy Bruno")).to_be_visible()
    expect(elena.bubbles).to_have_count(2)
    expect(rosa.bubbles).to_have_count(2)

    # It began when Ana opened it and ends when she says so; both stand in the conversation, and what comes next is another.
    expect(desk.page.get_by_text(re.compile(r"^Ana Torres la abrió · \d?\d:\d\d"))).to_be_visible()
    desk.page.get_by_test_id("close-case").click()
    desk.page.get_by_test_id("confirm-close").click()
    expect(desk.cards).to_have_count(0)
    desk.page.get_by_role("button", name="Atendidas 1").click()
    desk.card(first).click()
    expect(desk.page.get_by_text(re.compile(r"^Ana Torres la terminó · \d?\d:\d\d$"))).to_be_visible()
    fresh_world.bruno.put("me/state", {"state": "offline"})
    fresh_world.ana.put("me/state", {"state": "available"})
    elena.write("Una cosa más")
    again = desk.page.locator('[data-testid="case-card"][data-state="offered"]')
    expect(again).to_have_count(1)
    assert again.get_attribute("data-case") != first
    again.click()
    expect(desk.message("Una cosa más")).to_be_visible()

    # The earlier one is a line in the same scroll until it is asked for (WD-6).
    earlier = desk.page.get_by_test_id("earlier-case")
    expect(earlier).to_contain_text(re.compile("Atención anterior"))
    expect(desk.message("Soy Elena")).to_have_count(0)
    earlier.get_by_role("button", name="Ver 2 mensajes").click()
    expect(desk.message("Soy Elena")).to_be_visible()
    expect(desk.message("Hola, Elena, soy Ana")).to_be_visible()
    earlier.get_by_role("button", name="Plegar").click()
    expect(desk.message("Soy Elena")).to_have_count(0)


def test_wd_7_text_and_emoji_by_enter_and_shift_enter(sides):
    desk, elena = sides
    keys = desk.page.keyboard
    keys.type("Sí, Elena:")
    keys.press("Shift+Enter")
    keys.type("sale hoy ")
    desk.page.get_by_role("button", name="Emoji", exact=True).click()
    picker = desk.page.locator("#menu-emoji")
    expect(picker.get_by_placeholder("Buscar emoji")).to_be_focused()
    written, over = desk.text.bounding_box(), picker.bounding_box()
    assert over["y"] + over["height"] <= written["y"], "the picker covers what is being written"
    keys.type("regalo")
    picker.get_by_role("button", name=re.compile("regalo", re.I)).first.click()
    expect(desk.text).to_be_focused()
    keys.type(" y llega :cora")
    expect(desk.page.get_by_test_id("suggestions").get_by_role("option").first).to_be_visible()
    keys.press("Enter")
    expect(desk.page.get_by_test_id("suggestions")).to_have_count(0)
    expect(desk.text).to_have_value(re.compile(r"^Sí, Elena:\nsale hoy 🎁 y llega \S+$"))
    words = desk.text.input_value()
    expect(elena.bubbles).to_have_count(1)
    keys.press("Enter")
    expect(desk.text).to_have_value("")
    said = elena.bubble("sale hoy 🎁")
    expect(said).to_have_attribute("data-status", "read")
    assert said.locator(".phone__text").inner_text() == words
    # The button sends as well.
    desk.text.fill("Y con el botón")
    desk.page.get_by_test_id("composer-send").click()
    expect(elena.bubble("con el botón")).to_be_visible()


def test_wd_7_files_wait_in_a_tray_with_caption_and_remove(sides, picture, tmp_path):
    desk, elena = sides
    page = desk.page
    choose_file(page, page.get_by_role("button", name="Adjuntar archivo"), [picture, film(tmp_path / "armado.mp4")])
    expect(tray(desk)).to_have_count(2)
    page.evaluate(BRING, ["paste", "#composer-text", [["boleta.pdf", "application/pdf", "%PDF-1.4\n%%EOF\n"]]])
    page.evaluate(BRING, ["drop", ".conversation", [["sobra.txt", "text/plain", "no va"], ["guia.txt", "text/plain", "0045-8821"]]])
    expect(tray(desk)).to_have_count(5)
    expect(page.locator(".conversation__drop")).to_have_count(0)
    page.get_by_role("button", name="Quitar sobra.txt").click()
    expect(tray(desk)).to_have_count(4)
    page.get_by_label("Texto de lámpara.png").fill("Esta es la nueva")
    desk.text.fill("Te mando todo")
    expect(elena.bubbles).to_have_count(1)
    page.get_by_test_id("composer-send").click()
    expect(tray(desk)).to_have_count(0)

    # Everything arrives as what it is, once, in order, and each has its ticks.
    expect(elena.bubble("Te mando todo")).to_have_attribute("data-status", "read")
    expect(elena.bubble("Esta es la nueva").locator("img")).to_be_visible()
    assert shown(elena.bubble("Esta es la nueva").locator("img")) == 804
    kinds = elena.place.locator('[data-testid="bubble"][data-mine="false"]').evaluate_all("all => all.map(one => one.dataset.kind)")
    assert kinds == ["image", "video", "document", "document", "text"]
    expect(elena.bubble("boleta.pdf")).to_be_visible()
    expect(elena.bubble("guia.txt")).to_be_visible()
    expect(elena.bubble("sobra")).to_have_count(0)
    out = page.locator('[data-testid="message"][data-direction="out"]')
    expect(out).to_have_count(5)
    expect(page.locator('[data-testid="message"][data-direction="out"][data-status="read"]')).to_have_count(5)
    page.wait_for_function("() => document.querySelector('.timeline video')?.videoWidth === 160")


def test_wd_7_a_voice_note_from_the_desks_own_recorder(sides):
    desk, elena = sides
    page = desk.page
    page.evaluate(MICROPHONE)
    page.get_by_test_id("composer-record").click()
    recording = page.get_by_test_id("recording")
    expect(recording.get_by_role("timer")).to_have_text("0:02")
    page.get_by_test_id("recording-send").click()
    spoken = elena.place.locator('[data-testid="bubble"][data-kind="audio"][data-mine="false"]')
    expect(spoken).to_have_attribute("data-status", "read")
    expect(page.locator('[data-testid="message"][data-direction="out"][data-status="read"] .message__voice')).to_be_visible()
    # A voice note, whatever the browser recorded, and it can be heard.
    expect(spoken.get_by_label("Nota de voz", exact=True)).to_be_visible()
    elena.page.wait_for_function("() => document.querySelector('[data-mine=\"false\"] audio')?.duration > 1")


def test_wd_7_ticks_and_retry(sides, fresh_world):
    desk, elena = sides
    phones = Phones(fresh_world.base)
    offline = elena.place.get_by_test_id("offline")

    def tick(text, status, word):
        expect(desk.message(text)).to_have_attribute("data-status", status)
        expect(desk.message(text).locator(".message__meta .visually-hidden")).to_have_text(word)

    # Sent while the telephone is off, delivered once it is on, read once somebody holds it.
    offline.click()
    expect(offline).to_have_attribute("aria-pressed", "true")
    desk.write("¿Te llegó?")
    tick("¿Te llegó?", "sent", "Enviado")
    other = elena.page.get_by_test_id("add-name")
    other.fill("Rosa Quispe")
    elena.page.get_by_test_id("add-phone").click()
    rosa = Phone(elena.page, "Rosa Quispe")
    rosa.text.focus()
    phones.api("PATCH", f"phones/{elena.id}", {"online": True})
    tick("¿Te llegó?", "delivered", "Entregado")
    elena.text.focus()
    tick("¿Te llegó?", "read", "Leído")

    # Refused: the text stays in its place with the reason and the code; Retry sends it, once.
    phones.switch(failCode=131026, failAs="status", failTimes=1)
    desk.write("No te llega")
    tick("No te llega", "failed", "No enviado")
    row = desk.message("No te llega")
    expect(row.get_by_role("alert")).to_contain_text("El número no recibe mensajes ahora (131026)")
    row.get_by_role("button", name="Reintentar").click()
    tick("No te llega", "read", "Leído")
    expect(row.get_by_role("alert")).to_have_count(0)
    expect(desk.message("No te llega")).to_have_count(1)
    until(lambda: elena.place.locator('[data-testid="bubble"][data-status="read"]').filter(has_text="No te llega").count(), lambda count: count == 1)
